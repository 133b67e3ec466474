## Datums en einde

moment = { $day } om { $time }
term-none = zonder einddatum
term-for = { $duration }, vanaf het moment dat het is toegepast
term-until = tot en met { $day }, einde van de dag, tijd in { $city }
term-until-offset = tot en met { $day }, einde van de dag, { $offset }
term-at = tot { $moment }
and-more = en nog { $count }
and-more-to-decide = en nog { $count }: vraag “wat wacht er op mij?” om ze allemaal te zien

## De twee rechten, en hoe een mail er dan uitziet

right-sendAs = Verzenden als
right-sendOnBehalf = Verzenden namens
from-label = Van:
from-sendAs = { $group }
from-sendOnBehalf = { $person } namens { $group }
meaning-sendAs = De mail komt van de groep zelf. Lezers zien niet wie hem schreef.
meaning-sendOnBehalf = De mail komt van de groep, en lezers zien wie hem schreef.
title = { $right ->
    [sendAs] Verzenden als
   *[sendOnBehalf] Verzenden namens
  } · { $group }
title-person = { $right ->
    [sendAs] Verzenden als
   *[sendOnBehalf] Verzenden namens
  } · { $group } · { $person }

## Hoe het met een aanvraag staat

state-waiting = wacht
state-approved = goedgekeurd
state-applied = toegepast
state-denied = afgewezen
state-cancelled = ingetrokken
state-lapsed = vervallen
state-failed = mislukt
state-ending = wordt beëindigd
state-ended = beëindigd

lead-waiting = { $admins ->
    [yes] Ik heb het de beheerders gevraagd.
   *[no] Ik heb het de eigenaren van { $group } gevraagd.
  } Je hoort het hier van me.
lead-waiting-approver = { $self ->
    [yes] { $requester } wil graag verzenden { $right ->
        [sendAs] als { $group }.
       *[sendOnBehalf] namens { $group }.
      }
   *[no] { $requester } vraagt of { $person } mag verzenden { $right ->
        [sendAs] als { $group }.
       *[sendOnBehalf] namens { $group }.
      }
  }
lead-waiting-holder = { $requester } heeft gevraagd of jij mag verzenden { $right ->
    [sendAs] als { $group }.
   *[sendOnBehalf] namens { $group }.
  } Het antwoord komt nog.
lead-approved = Behalf regelt het nu in Exchange en leest het voor de zekerheid terug.
lead-applied = Het staat in Exchange en is voor de zekerheid teruggelezen. Het kan een uur duren voordat Outlook het merkt.
lead-found = Het stond al in Exchange, dus er hoefde niets te veranderen. Behalf heeft het genoteerd en beëindigt het niet uit zichzelf.
lead-denied = Er is niets veranderd in Exchange.{ $asker ->
    [yes] {" "}Overleg gerust met { $by }; je kunt het later opnieuw vragen.
   *[no] {""}
  }
lead-cancelled = { $you ->
    [yes] Je hebt
   *[no] { $by } heeft
  } de aanvraag ingetrokken. Er is niets veranderd in Exchange.
lead-stopped = { $you ->
    [yes] Je hebt
   *[no] { $by } heeft
  } het tegengehouden voordat het was toegepast. Behalf heeft er niets van in Exchange laten staan.
lead-lapsed = Niemand heeft op tijd beslist, dus de aanvraag is vervallen.{ $asker ->
    [yes] {" "}Vraag het gerust opnieuw.
   *[no] {""}
  }
lead-answered = { $you ->
    [yes] Je hebt
   *[no] { $person } heeft
  } dit recht nu ({ $end }): { $request } vroeg hetzelfde en is goedgekeurd. Hier valt niets meer te beslissen.
lead-ending = { $cause ->
    [given-back] { $you ->
        [yes] Je geeft
       *[no] { $by } geeft
      } het terug.
    [taken-away] { $you ->
        [yes] Je haalt
       *[no] { $by } haalt
      } het weg.
    [expired] De tijd is om.
   *[replaced] Het andere recht komt ervoor in de plaats.
  } { $stuck ->
    [yes] Het is nog niet beëindigd.
   *[no] Behalf haalt het nu uit Exchange en leest het voor de zekerheid terug.
  }
lead-stopping = { $you ->
    [yes] Je hebt
   *[no] { $by } heeft
  } het tegengehouden. Behalf zorgt dat er niets van in Exchange blijft staan.
lead-ending-plain = Behalf haalt het nu uit Exchange en leest het voor de zekerheid terug.
lead-ended = { $cause ->
    [given-back] { $you ->
        [yes] Je hebt
       *[no] { $by } heeft
      } het teruggegeven.
    [taken-away] { $you ->
        [yes] Je hebt
       *[no] { $by } heeft
      } het weggehaald.
    [expired] De tijd was om, dus Behalf heeft het weggehaald.
   *[replaced] Het andere recht is ervoor in de plaats gekomen, dus dit is weggehaald.
  } Het kan een uur duren voordat Outlook het merkt.
lead-ended-read = Exchange laat het niet meer zien: het is daar weggehaald. Het kan een uur duren voordat Outlook het merkt.
lead-ended-for-good = { $what ->
    [group] De groep is voorgoed verwijderd, en dit recht daarmee ook.
   *[person] Het account is voorgoed verwijderd, en dit recht daarmee ook.
  }
lead-ended-plain = Het is weggehaald. Het kan een uur duren voordat Outlook het merkt.
lead-summary = { $count ->
    [one] Eén aanvraag: { $states }.
   *[other] { $count } aanvragen: { $states }.
  }
name-unknown = { $of ->
    [group] een onbekende groep
   *[person] een onbekend account
  }
name-deleted = { $name }, verwijderd
nothing-asked = Er is niets gevraagd
count-state = { $count }× { $state }

failure-approver-lost-right = Voordat het kon worden toegepast, was degene die het goedkeurde geen eigenaar meer. Vraag het opnieuw; de huidige eigenaren beslissen dan.
failure-policy-changed = Het beleid van je organisatie vraagt intussen om meer goedkeuringen dan hiervoor waren gegeven. Het is ongedaan gemaakt. Vraag het opnieuw.
failure-by-hand = Volgens het beleid van je organisatie past een beheerder dit met de hand toe, en dat kan ik nog niet voorbereiden. Vraag het je beheerder; het is goedgekeurd.
failure-requester-gone = Het account van wie het vroeg bestaat niet meer of is uitgeschakeld. Iemand anders kan het opnieuw vragen.
failure-beneficiary-gone = Het account dat dit recht zou krijgen bestaat niet meer of is uitgeschakeld. Laat je beheerder ernaar kijken en vraag het dan opnieuw.
failure-beneficiary-guest = Het was bedoeld voor een gast, en Exchange geeft dit recht alleen aan collega’s. Vraag het voor een collega.
failure-beneficiary-not-member = Het was bedoeld voor iemand die geen lid van de groep meer is. { $rule ->
    [yes] Wie erin zit, volgt uit een regel: je beheerder kan die in Entra nakijken. Daarna kan het opnieuw worden gevraagd.
   *[no] { $owner ->
        [yes] Voeg diegene weer toe als het de bedoeling is; daarna kan het opnieuw worden gevraagd.
       *[no] Laat een eigenaar diegene toevoegen en vraag het dan opnieuw.
      }
  }
failure-end-passed = De laatste dag waarvoor het gevraagd was is voorbij, dus er is niets gegeven. Vraag het opnieuw met een latere dag.
failure-beneficiary-no-mailbox = Het was bedoeld voor iemand zonder postvak, en dat heeft Exchange nodig. Vraag je beheerder om een postvak en vraag het dan opnieuw.
failure-group-gone = De groep is verwijderd, of was een dag lang niet te vinden. Komt die terug, vraag het dan opnieuw.
failure-exchange-forbidden = Exchange weigert Behalf deze groep te laten wijzigen. { $told ->
    [yes] De beheerders weten wat ze moeten doen; vraag het opnieuw als dat gedaan is.
   *[no] Laat je beheerder de rol en het schrijfbereik (write scope) van Behalf in Exchange nakijken en vraag het dan opnieuw.
  }
failure-exchange-mistook = Exchange vond iemand anders bij wat dit account aanduidt, dus er is niets gegeven, en wat die ander kreeg is teruggenomen. De beheerders weten ervan. Vraag het opnieuw zodra dat andere account anders heet.
failure-exchange-refused = Exchange heeft deze wijziging geweigerd. Laat je beheerder de groep in Exchange nakijken en vraag het dan opnieuw.

delay-throttled = Exchange heeft het druk en vraagt om geduld. Behalf probeert het om { $time } opnieuw.
delay-busy = Exchange kan deze wijziging nu niet doen, en zegt dat dit voorbijgaat. Behalf probeert het om { $time } opnieuw; je hoeft niets te doen.
delay-refused = Exchange neemt deze wijziging tot nu toe niet aan, en noemt geen reden die Behalf begrijpt. Behalf probeert het om { $time } opnieuw. Blijft het zo, vraag je beheerder dan om de groep in Exchange te bekijken.
delay-blocked = { $entry ->
    [none] Exchange neemt deze wijziging niet aan, omdat bij de gemachtigden van de groep een vermelding staat die van niemand meer is.
   *[other] Exchange neemt deze wijziging niet aan, omdat bij de gemachtigden van de groep de vermelding “{ $entry }” staat, die van niemand meer is.
  } Vraag je beheerder om die vermelding in Exchange te verwijderen. Behalf probeert het om { $time } opnieuw.
delay-unavailable = Exchange is even niet bereikbaar. Behalf probeert het om { $time } opnieuw; je hoeft niets te doen.
delay-directory = Ik kan nu niet nagaan wie eigenaar van de groep is. Behalf probeert het om { $time } opnieuw; je hoeft niets te doen.
delay-readback = Exchange heeft de wijziging aangenomen maar laat die nog niet zien. Behalf kijkt om { $time } opnieuw.
delay-still-shown = Exchange zegt dat het recht er niet is, maar laat het nog wel zien. Behalf kijkt om { $time } opnieuw.
delay-group-unknown = Exchange kent deze groep nu even niet. Behalf kijkt om { $time } opnieuw; je hoeft niets te doen.
delay-returned = Het is er weer, en Behalf gaat verder.
delay-forbidden = { $ending ->
    [yes] Exchange weigert Behalf het weg te laten halen, dus het staat er nog.
   *[no] Exchange weigert Behalf deze groep te laten wijzigen.
  } { $told ->
    [yes] De beheerders weten wat ze moeten doen.
   *[no] Blijft dat zo, dan kan je beheerder helpen.
  } Behalf probeert het om { $time } opnieuw.
delay-deleted = { $what ->
    [group] De groep is verwijderd en kan tot { $day } worden teruggezet.
   *[person] Het account van { $person } is verwijderd en kan tot { $day } worden teruggezet.
  } { $ending ->
    [yes] Gebeurt dat, dan komt dit recht ook terug, en haalt Behalf het weg.
   *[no] Gebeurt dat, dan gaat Behalf verder.
  }
delay-missing = { $what ->
    [group] De groep is niet te vinden.
   *[person] Het account van { $person } is niet te vinden.
  } { $ending ->
    [yes] Is dat voorbij, dan haalt Behalf het recht weg; zolang het niet zeker is, geldt het recht niet als beëindigd.
   *[no] Dat kan voorbijgaan: Behalf kijkt om { $time } opnieuw.
  }

## Gegevens

fact-from = Van
fact-for = Voor
fact-asked = Gevraagd door
fact-term = Hoe lang
fact-reason = Waarom
fact-reason-text = “{ $reason }”
fact-waiting = Wacht op
fact-waiting-detail = sinds { $since }{ $asked ->
    [some] . Ik vraag het eerst { $most } van hen, en elk uur { $most } meer
   *[all] {""}
  }
fact-approvals = Goedkeuringen
fact-approvals-of = { $count } van { $needed }
fact-rule = Regel
fact-next = Daarna
fact-next-remind = een herinnering, { $when }
fact-next-escalate = ook anderen krijgen de vraag, { $when }
fact-next-lapse = zonder antwoord vervalt de aanvraag, { $when }
fact-decided = Besluit
fact-decided-approved = goedgekeurd door { $by }
fact-decided-denied = afgewezen door { $by }
fact-answer = Antwoord
fact-applied = Toegepast
fact-read-back = Teruggelezen
fact-ended = Beëindigd
fact-ended-reason = Reden
fact-cancelled = Ingetrokken

who-nobody = nog niemand

## Opmerkingen

note-either-or = { $held ->
    [sendAs] { $person } heeft nu Verzenden als. Dat wordt weggehaald zodra Verzenden namens er is, want met allebei wordt de mail als de groep verzonden.
   *[sendOnBehalf] { $person } heeft nu Verzenden namens. Dat wordt weggehaald zodra Verzenden als er is, want met allebei wordt de mail als de groep verzonden.
  }
note-either-or-done = { $held ->
    [sendAs] { $person } had eerst Verzenden als. Verzenden namens komt daarvoor in de plaats, want met allebei wordt de mail als de groep verzonden.
   *[sendOnBehalf] { $person } had eerst Verzenden namens. Verzenden als komt daarvoor in de plaats, want met allebei wordt de mail als de groep verzonden.
  }
note-one-of-two = Het is het een of het ander: met allebei wordt de mail als de groep verzonden.
note-beside = { $requester } heeft ook { $same ->
    [yes] hetzelfde
   *[no] { $right ->
        [sendAs] Verzenden als
       *[sendOnBehalf] Verzenden namens
      }
  } gevraagd{ $self ->
    [yes] {""}
   *[no] {" "}voor { $person }
  }: { $request }. { $same ->
    [yes] Eén ervan goedkeuren is genoeg.
   *[no] Het is het een of het ander: wat het laatst wordt goedgekeurd, telt.
  }
note-beside-approved = { $right ->
    [sendAs] Verzenden als
   *[sendOnBehalf] Verzenden namens
  } voor { $person } is goedgekeurd als { $request } en op weg naar Exchange: wat het laatst wordt goedgekeurd, telt.
note-holds = { $person } heeft dit recht al ({ $request }, { $end }). Keur je dit goed, dan telt voortaan het einde dat hier staat.
note-unread = Ik kon de huidige rechten niet uit Exchange lezen. Voordat er iets verandert, wordt er opnieuw gekeken.
note-unreached = Behalf heeft nog niemand van hen in Teams kunnen bereiken. Laat het een van hen even weten: met “wat wacht er op mij?” in een chat met Behalf komt de aanvraag tevoorschijn.
note-muted = Tot { $day } krijg je geen kaarten over aanvragen van { $requester }. Met “wat wacht er op mij?” zie je ze nog wel.
note-admins = Geen eigenaar van { $group } kan hierover beslissen, dus doen de beheerders dat.
note-namesakes = Hier heet meer dan één “{ $name }”, of bijna zo: de adressen houden ze uit elkaar.
note-how-to = Zo gebruik je het: begin een mail in Outlook of Outlook op het web, maak Van zichtbaar, kies Ander e-mailadres en typ { $address }.

## Knoppen

press-approve = Goedkeuren
press-deny = Afwijzen…
press-cancel = Aanvraag intrekken
press-revoke = Weghalen…
press-give-back = Teruggeven
press-again = Opnieuw vragen
press-mute = Aanvrager dempen
press-unmute = Niet meer dempen
press-approve-all = { $count ->
    [2] Beide goedkeuren
   *[other] Alle { $count } goedkeuren
  }
press-deny-all = { $count ->
    [2] Beide afwijzen…
   *[other] Alle { $count } afwijzen…
  }
confirm-deny-all = { $count ->
    [2] Beide afwijzen
   *[other] Alle { $count } afwijzen
  }
press-approve-one = { $id } goedkeuren
press-deny-one = { $id } afwijzen…
press-cancel-one = { $id } intrekken
press-revoke-one = { $id } weghalen…
press-give-back-one = { $id } teruggeven
press-again-one = { $id } opnieuw vragen
press-mute-one = Aanvrager dempen ({ $id })
press-unmute-one = Niet meer dempen ({ $id })
confirm-deny = Afwijzen
confirm-revoke = Nu weghalen
reason-deny = Waarom, als je wilt. Wie het vroeg, leest het.
reason-revoke = Waarom, als je wilt. Wie het recht heeft, leest het.
press-how-to = Hoe gebruik je het?
press-more = Toon er meer
press-older = Toon oudere
press-choose = Kies { $number }
press-pick-right = Kies { $right ->
    [sendAs] Verzenden als
   *[sendOnBehalf] Verzenden namens
  }
press-same = Deze rechten aanvragen
press-submit = Aanvraag versturen

## Wat je in plaats van een knop kunt typen

type-or = of typ: { $words }
type-approve = keur { $id } goed
type-deny = wijs { $id } af omdat …
type-cancel = annuleer { $id }
type-revoke = trek { $id } in
type-give-back = trek { $id } in
type-again = nieuwe aanvraag
type-numbers = { $last ->
    [1] 1
    [2] 1 of 2
   *[other] een nummer van 1 tot en met { $last }
  }
type-address = een e-mailadres
type-request = laat Alex twee weken verzenden namens Marketing

## Nieuws, zoals een melding het zegt

news-applied = { $forYou ->
    [yes] { $right ->
        [sendAs] Verzenden als
       *[sendOnBehalf] Verzenden namens
      } voor { $group } is voor jou toegepast. Het kan een uur duren voordat Outlook het merkt.
   *[no] { $right ->
        [sendAs] Verzenden als
       *[sendOnBehalf] Verzenden namens
      } voor { $group } is toegepast voor { $person }. Het kan een uur duren voordat Outlook het merkt.
  }
news-cancelled = { $forYou ->
    [yes] { $right ->
        [sendAs] Verzenden als
       *[sendOnBehalf] Verzenden namens
      } voor { $group } gaat voor jou niet door: { $by } heeft het tegengehouden voordat het was toegepast.
   *[no] { $right ->
        [sendAs] Verzenden als
       *[sendOnBehalf] Verzenden namens
      } voor { $group } gaat voor { $person } niet door: { $by } heeft het tegengehouden voordat het was toegepast.
  }
summary = { $right ->
    [sendAs] Verzenden als
   *[sendOnBehalf] Verzenden namens
  } voor { $group }, voor { $person }: { $state }. { $id }

## Recht nog open

which-right-state = Welke van de twee?
which-right-lead = Zo zou de mail van { $person } eruitzien.
which-right-lead-many = Je vraagt het voor { $people }, bij { $groups }. Zo zou de mail van { $person } eruitzien.

## Meer dan één gevonden

which-person-state = Wie bedoel je?
which-group-state = Welke groep bedoel je?
which-lead = Ik ken meer dan één “{ $words }”.
which-person-one = Ik ken niemand die precies “{ $words }” heet. Bedoel je deze persoon?
which-group-one = Ik ken geen groep die precies “{ $words }” heet. Bedoel je deze?
which-more = Misschien zijn er nog meer: aan het e-mailadres zijn ze te herkennen.

## Hetzelfde als een collega

same-state = Hetzelfde als een collega
same-lead = { $from } heeft deze rechten, volgens Exchange op { $when }. Kies wat { $to } ook moet krijgen; per groep beslist een eigenaar.
same-lead-none = { $from } heeft geen rechten waarvan jij mag weten, volgens Exchange op { $when }. Je kunt wel een groep bij naam noemen.
same-for = Voor { $to }
same-pick = Rechten om aan te vragen

## Het formulier

form-state = Nieuwe aanvraag
form-lead = Vul in wat nog ontbreekt; een eigenaar van de groep beslist.
form-lead-errors = Bijna klaar. Kijk nog even naar wat hieronder is gemarkeerd.
form-near = Bedoel je
form-right = Hoe moet de mail eruitzien?
form-right-sendAs = Verzenden als: van { $group }
form-right-sendOnBehalf = Verzenden namens: van { $person } namens { $group }
form-right-person = de persoon
form-right-group = de groep
form-people = Wie moet het recht krijgen?
form-people-hint = Typ een naam
form-group = Voor welke groep?
form-group-hint = Typ de naam van de groep
form-pick = Kies uit de lijst die opengaat terwijl je typt.
form-term = Voor hoe lang?
form-term-none = Zonder einddatum
form-term-until = Tot en met de datum hieronder
form-until = Tot en met (alleen als je dat hierboven koos)
form-reason = Waarom? Dat helpt de eigenaar beslissen.
form-reason-hint = Bijvoorbeeld: maandag begint de campagne

form-error-right-missing = Kies hoe de mail eruit moet zien.
form-error-people-missing = Kies minstens één persoon.
form-error-people-unknown = Hier staat iemand die ik niet ken. Kies mensen uit de lijst.
form-error-group-missing = Kies een groep.
form-error-group-unknown = Die groep ken ik niet. Kies er een uit de lijst.
form-error-end-in-past = Die dag is al voorbij. Kies een latere.
form-error-end-unreadable = Kies de dag waarop het moet aflopen.
form-error-too-many = Dat is te veel in één keer. Vraag er minder tegelijk.

## Wie als een groep kan verzenden

who-state = Wie mag verzenden voor deze groep
who-lead = Gelezen uit Exchange op { $when }.
who-lead-none = { $right ->
    [any] Niemand mag verzenden als of namens deze groep. Gelezen uit Exchange op { $when }.
    [sendAs] Niemand mag verzenden als deze groep. Gelezen uit Exchange op { $when }.
   *[sendOnBehalf] Niemand mag verzenden namens deze groep. Gelezen uit Exchange op { $when }.
  }
who-others = { $right ->
    [sendAs] Wie wel mag verzenden als deze groep: { $names }.
   *[sendOnBehalf] Wie wel mag verzenden namens deze groep: { $names }.
  }
row-request = gegeven via Behalf, { $id }
row-outside = niet via Behalf gegeven
row-overridden = heeft ook Verzenden als, dus de mail wordt als de groep verzonden

## Als wie iemand kan verzenden

what-state = { $you ->
    [yes] { $right ->
        [sendAs] Als wie jij mag verzenden
        [sendOnBehalf] Namens wie jij mag verzenden
       *[any] Voor welke groepen jij mag verzenden
      }
   *[no] { $right ->
        [sendAs] Als wie diegene mag verzenden
        [sendOnBehalf] Namens wie diegene mag verzenden
       *[any] Voor welke groepen diegene mag verzenden
      }
  }
what-lead = { $count ->
    [one] Er is één groep bekeken, op { $when }.
   *[other] Er zijn { $count } groepen bekeken, op { $when }.
  }
what-lead-none = { $right ->
    [sendAs] Geen Verzenden als gevonden.
    [sendOnBehalf] Geen Verzenden namens gevonden.
   *[any] Niets gevonden.
  } { $count ->
    [one] Er is één groep bekeken, op { $when }.
   *[other] Er zijn { $count } groepen bekeken, op { $when }.
  }
what-others = { $right ->
    [sendAs] Het andere recht is er wel: Verzenden als voor { $names }.
   *[sendOnBehalf] Het andere recht is er wel: Verzenden namens voor { $names }.
  }
what-going-on = Exchange wordt nog gelezen; deze kaart vult zichzelf aan.
what-unread = Niet te lezen: { $groups }. Vraag het straks nog eens.

## Wat er op mij wacht

pending-state = Wacht op jou
pending-more = { $more ->
    [one] Er wacht nog één aanvraag op je
   *[other] Er wachten nog { $more } aanvragen op je
  }, van { $total } in totaal. De oudste komen eerst.

## Mijn aanvragen, logboek

mine-state = Jouw aanvragen
audit-state = Logboek
audit-lead = Nieuwste eerst.
audit-lead-all = Alle groepen en mensen, nieuwste eerst.
audit-lead-none = Over { $about } is niets vastgelegd.
audit-lead-none-all = Er is nog niets vastgelegd.
audit-more = { $what ->
    [changes] Oudere wijzigingen van rechten staan hier niet.
    [others] Oudere aanvragen die niets veranderd hebben, staan hier niet.
   *[both] Oudere wijzigingen van rechten, en oudere aanvragen die niets veranderd hebben, staan hier niet.
  } Wie Behalf beheert, kan alles exporteren met “npm run audit:export”.
story-lead = Alles wat is vastgelegd over { $subject }, nieuwste eerst.
audit-clock = Behalf
audit-step-asked = aanvraag gedaan door { $by }, { $when }
audit-step-approved = aanvraag goedgekeurd door { $by } { $as ->
    [admins] als beheerder
    [set] als iemand die het beleid aanwijst
   *[owners] als eigenaar
  }, { $when }
audit-step-denied = afgewezen door { $by } { $as ->
    [admins] als beheerder
    [set] als iemand die het beleid aanwijst
   *[owners] als eigenaar
  }, { $when }
audit-step-withdrawn = ingetrokken door { $by }, { $when }
audit-step-given-back = teruggegeven door { $by }, { $when }
audit-step-taken-away = weggehaald door { $by } { $as ->
    [admins] als beheerder
    [set] als iemand die het beleid aanwijst
   *[owners] als eigenaar
  }, { $when }
audit-step-expired = de tijd was om: beëindigd door { $by }, { $when }
audit-step-replaced = een ander recht kwam ervoor in de plaats, goedgekeurd door { $by } { $as ->
    [admins] als beheerder
    [set] als iemand die het beleid aanwijst
   *[owners] als eigenaar
  }, { $when }
audit-folded = en daarvoor nog { $count } keer { $since ->
    [none] hetzelfde
   *[other] hetzelfde, sinds { $since }
  } ({ $ids })
audit-change = eerst: { $before } → daarna: { $after }
audit-before = eerst: { $before }
audit-after = daarna: { $after }
audit-passed = nu gevraagd: { $to }; eerder gevraagd: { $from }
audit-nobody = niemand
audit-not-read = niet gelezen
audit-reason = “{ $reason }”
audit-request-made = aanvraag gedaan
audit-request-passed = aanvraag doorgegeven
audit-request-approved = aanvraag goedgekeurd
audit-request-denied = aanvraag afgewezen
audit-request-cancelled = aanvraag ingetrokken
audit-request-reminded = wie beslist, kreeg een herinnering
audit-request-lapsed = aanvraag vervallen
audit-request-failed = aanvraag mislukt
audit-right-applying = recht wordt toegepast
audit-right-delayed = wacht op Exchange
audit-right-applied = recht toegepast
audit-right-found = recht aangetroffen in Exchange
audit-right-ending = recht wordt beëindigd
audit-right-ended = recht beëindigd
audit-drift-found = iemand anders heeft het recht
audit-drift-gone = teruggenomen van iemand anders
audit-other = { $event }

## Hulp en welkom

help-state = Dit kan ik voor je doen
help-lead = Ik regel wie mag verzenden als of namens een Microsoft 365-groep. Schrijf zoals je het een collega zou vragen, in het Nederlands of Engels. Bijvoorbeeld:
help-member = Aanvragen
help-owner = Beslissen, als eigenaar
help-auditor = Opzoeken, als auditor
help-admin = Overzicht houden, als beheerder
help-foot = Er verandert niets voordat een eigenaar ja heeft gezegd.
help-ask-me = laat mij twee weken verzenden namens { $group }
help-ask-other = laat Alex verzenden als { $group } omdat …
help-ask-same = geef Alex dezelfde rechten als Megan
help-mine = mijn aanvragen
help-form = nieuwe aanvraag
help-what-me = namens wie mag ik verzenden?
help-pending = wat wacht er op mij?
help-approve = keur K7QF goed
help-deny = wijs K7QF af omdat …
help-who = wie mag verzenden als { $group }?
help-audit = logboek { $group }
help-stop = laat Alex niet meer verzenden als { $group }
help-what = namens wie mag Alex verzenden?
help-audit-person = logboek Alex Wilber
help-policy = beleid { $group }
help-any-group = Marketing
welcome-state = Hallo, ik ben Behalf
welcome-lead = Hallo { $name }. Zeg me wie er mag verzenden als of namens een Microsoft 365-groep; ik vraag het een eigenaar, regel het in Exchange en laat je weten wanneer het klaar is. Bijvoorbeeld:
welcome-foot = Typ hulp om alles te zien.

## Mededelingen: één zin, met wat je nu kunt doen

notice-requester-guest = Gasten kunnen dit niet vragen. Een collega met een account in deze organisatie kan dat wel.
notice-requester-disabled = Je account is uitgeschakeld, dus er kan niets mee worden gevraagd. Je beheerder kan helpen.
notice-requester-unclear = Het adresboek zegt niet of je account is ingeschakeld, dus er kan nu niets mee worden gevraagd. Je beheerder kan het in Entra nakijken; vraag het daarna opnieuw.
notice-beneficiary-guest = { $person ->
    [none] Dat is een gast
   *[other] { $person } is een gast
  }, en Exchange geeft dit recht alleen aan collega’s. Vraag het voor een collega.
notice-beneficiary-disabled = { $person ->
    [none] Dat account is uitgeschakeld.
   *[other] Het account van { $person } is uitgeschakeld.
  } Je beheerder kan het weer inschakelen; vraag het daarna opnieuw.
notice-beneficiary-unclear = { $person ->
    [none] Het adresboek zegt niet of dat account is ingeschakeld
   *[other] Het adresboek zegt niet of het account van { $person } is ingeschakeld
  }, dus er is niets gevraagd. Je beheerder kan het in Entra nakijken; vraag het daarna opnieuw.
notice-beneficiary-no-mailbox = { $you ->
    [yes] Je hebt nog geen postvak
   *[no] { $person ->
        [none] Die persoon heeft nog geen postvak
       *[other] { $person } heeft nog geen postvak
      }
  }, en Exchange geeft dit recht alleen aan wie er een heeft. Je beheerder kan er een aanmaken; vraag het daarna opnieuw.
notice-beneficiary-not-member = { $you ->
    [yes] Je bent geen lid van
   *[no] { $person ->
        [none] Diegene is geen lid van
       *[other] { $person } is geen lid van
      }
  } { $group ->
    [none] de groep
   *[other] { $group }
  }. { $adder ->
    [rule] Wie erin zit, volgt uit een regel, dus niemand kan met de hand worden toegevoegd. Vraag je beheerder die regel in Entra na te kijken en vraag het daarna opnieuw.
    [you] Als eigenaar kun je { $you ->
        [yes] jezelf
       *[no] diegene
      } toevoegen: open in Outlook Groepen, kies de groep en dan Leden. Vraag het daarna opnieuw.
    [admin] De groep heeft geen eigenaar. Vraag je beheerder { $you ->
        [yes] je
       *[no] diegene
      } toe te voegen en vraag het dan opnieuw.
   *[none] Laat een eigenaar { $you ->
        [yes] je
       *[no] diegene
      } toevoegen en vraag het dan opnieuw.
  }
notice-group-not-microsoft365 = { $group ->
    [none] Dat
   *[other] { $group }
  } is geen Microsoft 365-groep, en alleen daarvoor regel ik deze rechten. Je beheerder kan met andere groepen helpen.
notice-already-held = { $you ->
    [yes] Je hebt
   *[no] { $person ->
        [none] Diegene heeft
       *[other] { $person } heeft
      }
  } { $right ->
    [sendAs] Verzenden als
    [sendOnBehalf] Verzenden namens
   *[none] dit recht
  } { $ending ->
    [yes] nog
   *[none] al
  } voor { $group ->
    [none] de groep
   *[other] { $group }
  }, { $ending ->
    [yes] maar het wordt nu weggehaald. Vraag het over een paar minuten opnieuw.
   *[none] { $until ->
        [none] dus er valt niets te vragen.
       *[other] { $until }. Verlengen kan ik nog niet; vraag het opnieuw zodra het is afgelopen.
      }
  }
notice-already-open = Je aanvraag { $request ->
    [none] hiervoor
   *[other] { $request } hiervoor
  } loopt al. Wacht op het antwoord of trek die eerst in.
notice-rests = { $name ->
    [none] Een eigenaar
   *[other] { $name }
  } heeft dit { $what ->
    [twice] al vaker afgewezen
   *[other] afgewezen
  }. Hetzelfde kun je opnieuw vragen { $when ->
    [none] later
   *[other] vanaf { $when }
  }{ $what ->
    [twice] ; overleg tot dan met { $name ->
        [none] de eigenaar
       *[other] { $name }
      }.
   *[other] . Eerder kan ook, als je zegt waarom je het nodig hebt of het voor korter vraagt.
  }
notice-exchange-refuses = Exchange weigert Behalf { $group ->
    [none] deze groep
   *[other] { $group }
  } te laten wijzigen, dus is het de eigenaren niet gevraagd. { $told ->
    [yes] De beheerders weten wat ze moeten doen.
   *[none] Je beheerder kan helpen: de rol en het schrijfbereik (write scope) van Behalf in Exchange moeten de groep omvatten.
  } { $when ->
    [none] Vraag het later opnieuw.
   *[other] Je kunt het opnieuw vragen vanaf { $when }.
  }
notice-no-approver = { $group ->
    [none] Voor deze groep
   *[other] Voor { $group }
  } kan nu niemand beslissen. Vraag je beheerder om een eigenaar aan te wijzen en vraag het dan opnieuw.
notice-quota = { $most ->
    [none] Je hebt zoveel open aanvragen als één persoon kan hebben.
   *[other] Je hebt { $most } open aanvragen, en meer kan één persoon er niet hebben.
  } Wacht op een antwoord, of trek er eerst een in.
notice-too-often = Je hebt in korte tijd heel veel gevraagd; dit heb ik daarom niet gevraagd. Probeer het { $unit ->
    [hours] over { $count ->
        [one] een uur
       *[other] { $count } uur
      }
    [minutes] over { $count ->
        [one] een minuut
       *[other] { $count } minuten
      }
   *[none] later
  } opnieuw.
notice-end-in-past = Dat einde is al voorbij, dus heb ik niets gevraagd. Geef een later einde.
notice-term-too-long = { $longest ->
    [none] Dat is langer dan je organisatie toestaat.
   *[other] Dat is langer dan je organisatie toestaat ({ $longest }).
  } Vraag het opnieuw voor een kortere tijd.
notice-may-not-ask = Volgens het beleid van je organisatie kun jij dit niet vragen{ $group ->
    [none] { "" }
   *[other] {" "}voor { $group }
  }. Iemand die het wel mag, kan het voor je vragen; typ beleid { $group ->
    [none] en de naam van de groep
   *[other] { $group }
  } om te zien wie.
notice-not-for-others = Bij { $group ->
    [none] deze groep
   *[other] { $group }
  } vraagt iedereen het voor zichzelf: dat is het beleid van je organisatie. Laat { $person ->
    [none] je collega
   *[other] { $person }
  } het mij vragen.
notice-reason-missing = Je organisatie wil hiervoor een reden{ $group ->
    [none] { "" }
   *[other] {" "}bij { $group }
  }. Vraag het opnieuw en zeg waarom, bijvoorbeeld: omdat de campagne begint.
notice-not-found = { $request ->
    [none] Zo’n aanvraag ken ik niet.
   *[other] Aanvraag { $request } ken ik niet.
  } Typ “mijn aanvragen” om die van jou te zien.
notice-not-approver = Alleen een huidige eigenaar van { $group ->
    [none] de groep
   *[other] { $group }
  } kan hierover beslissen. Er is niets veranderd.
notice-self-approval = Over wat je zelf hebt gevraagd, moet iemand anders beslissen. Er is niets veranderd.
notice-beneficiary-approval = Dit recht zou voor jou zijn, dus moet iemand anders beslissen. Er is niets veranderd.
notice-not-checkable = { $group ->
    [none] De groep
   *[other] { $group }
  } of een van de accounts is nu even niet te vinden, dus er is niets beslist. Probeer het over een paar minuten opnieuw.
notice-already-decided = Hierover is al beslist. Er is niets veranderd.
notice-already-approved = Je hebt dit al goedgekeurd. Het wacht op de anderen.
notice-reminder = Dit wacht nog op je antwoord.
notice-account-unclear = Het adresboek zegt niet of de accounts in deze aanvraag zijn ingeschakeld, dus goedkeuren kan nu niet. Er is niets veranderd. Je beheerder kan ze in Entra nakijken; beslis daarna opnieuw.
notice-changed = Je kaart liet { $ids ->
    [none] { $request ->
        [none] dit
       *[other] { $request }
      } niet zien zoals het nu is
   *[other] { $ids } niet zien zoals ze nu zijn
  }, dus daar is niets mee gedaan. Kijk er nog even naar.
notice-not-requester = Alleen wie het vroeg, kan een aanvraag intrekken. Er is niets veranderd.
notice-nothing-held = { $you ->
    [yes] Zo’n recht heb je niet
    [unsaid] Zelf heb je zo’n recht niet
   *[no] { $person ->
        [none] Zo’n recht is er niet
       *[other] { $person } heeft zo’n recht niet
      }
  }{ $group ->
    [none] {", "}voor zover jij dat mag weten
   *[other] {" "}voor { $group }
  }. { $right ->
    [sendAs] Wat er wel is: Verzenden als. Moet dat eindigen, zeg dan “als”.
    [sendOnBehalf] Wat er wel is: Verzenden namens. Moet dat eindigen, zeg dan “namens”.
   *[none] { $you ->
        [unsaid] Bedoel je het recht van een collega, zeg dan van wie.
       *[other] Typ “wie mag verzenden als …” met de naam van een groep om te zien wat er is.
      }
  }
notice-not-allowed-to-end = Alleen wie het recht heeft, een eigenaar van { $group ->
    [none] de groep
   *[other] { $group }
  } of een beheerder kan dit recht weghalen. Er is niets veranderd.
notice-already-ending = Dit recht wordt al weggehaald.
notice-not-allowed-to-see = { $what ->
    [who] Wie er voor { $group ->
        [none] de groep
       *[other] { $group }
      } mag verzenden, zien alleen de leden en eigenaren, auditors en beheerders.
    [audit-group] Het logboek van { $group ->
        [none] de groep
       *[other] { $group }
      } zien alleen de eigenaren, auditors en beheerders.
    [audit-person] Het logboek van een persoon zien alleen auditors en beheerders.
    [what] Namens wie { $person ->
        [none] een collega mag verzenden, zien alleen die collega zelf
       *[other] { $person } mag verzenden, zien alleen { $person } zelf
      }, auditors en beheerders.
   *[none] Dat is niet voor jou te zien.
  } Vraag het een van hen.

notice-not-understood = Dat begreep ik niet. Probeer “laat Alex verzenden namens Marketing”, of typ hulp.
notice-not-ours = Daar ga ik niet over: ik regel wie mag verzenden als of namens een Microsoft 365-groep. Typ hulp om te zien wat ik kan.
notice-negated = Je schreef dat iets niet moet, dus heb ik niets gevraagd. Wil je een recht laten weghalen, schrijf dan “laat { $you ->
    [yes] mij
   *[no] { $person ->
        [none] Alex
       *[other] { $person }
      }
  } niet meer verzenden { $right ->
    [sendOnBehalf] namens
   *[none] als
  } { $group ->
    [none] Marketing
   *[other] { $group }
  }”.
notice-unsure = Dat las ik als een twijfel of een vraag, dus heb ik niets gevraagd en niets veranderd. Dit heb ik begrepen: verstuur het als je het wilt.
notice-later-start = Een recht kan ik niet later laten ingaan, dus heb ik niets gevraagd. Het gaat in zodra een eigenaar het goedkeurt. Hier is het formulier zonder begindatum.
notice-end-unreadable = Ik weet niet wanneer dat moet aflopen, dus heb ik niets gevraagd. Geef de dag, of een tijd zoals “twee weken”.
notice-comes-later = Ik begrijp wat je bedoelt, maar dat kan ik nog niet. Typ hulp om te zien wat ik wel kan.
notice-too-long = { $most ->
    [none] Dat is meer tekst dan ik kan lezen.
   *[other] Dat is meer tekst dan ik kan lezen (hoogstens { $most } tekens).
  } Zeg het liefst in één zin.
notice-empty = Ik zag geen woorden. Typ hulp om te zien wat ik kan.
notice-person-unknown = { $words ->
    [none] Die persoon heb ik niet gevonden.
   *[other] Ik heb niemand gevonden die “{ $words }” heet.
  } { $near ->
    [none] Kijk de spelling na, of geef het e-mailadres.
   *[other] Bedoel je { $near }? Kijk anders de spelling na, of geef het e-mailadres.
  }
notice-group-unknown = { $words ->
    [none] Die groep heb ik niet gevonden.
   *[other] Ik heb geen groep gevonden die “{ $words }” heet.
  } { $near ->
    [none] Kijk de spelling na, of geef het e-mailadres van de groep.
   *[other] Bedoel je { $near }? Kijk anders de spelling na, of geef het e-mailadres van de groep.
  }
notice-group-is-person = { $words ->
    [none] Dat is het postvak van een persoon
   *[other] “{ $words }” is het postvak van een persoon
  }, geen Microsoft 365-groep. Je beheerder kan met postvakken helpen.
notice-group-is-distribution = { $words ->
    [none] Dat is een distributielijst
   *[other] “{ $words }” is een distributielijst
  }, geen Microsoft 365-groep. Je beheerder kan met lijsten helpen.
notice-group-is-security = { $words ->
    [none] Dat is een beveiligingsgroep
   *[other] “{ $words }” is een beveiligingsgroep
  }, geen Microsoft 365-groep. Je beheerder kan daarmee helpen.
notice-group-unclear = { $words ->
    [none] Het adresboek zegt niet wat voor groep dat is
   *[other] Het adresboek zegt niet wat voor groep “{ $words }” is
  }, dus ik heb niets gedaan. Je beheerder kan het in Entra nakijken; probeer het daarna opnieuw.
notice-request-unknown = { $request ->
    [none] Zo’n aanvraag ken ik niet.
   *[other] Aanvraag { $request } ken ik niet.
  } Typ “mijn aanvragen” om die van jou te zien.
notice-choose-number = { $most ->
    [none] Kies een van de nummers op de kaart.
    [1] Je kunt alleen nummer 1 kiezen.
   *[other] Kies een nummer van 1 tot en met { $most }.
  } Of zeg wat je anders wilt.
notice-nothing-picked = Vink eerst minstens één recht aan.
notice-nothing-to-choose = Er valt nu niets te kiezen. Zeg wat je wilt, of typ hulp.
notice-nothing-waiting = Er wacht niets op jou.
notice-no-requests = Je hebt geen aanvragen. Typ “nieuwe aanvraag” om er een te doen.
notice-one-failed = Bij { $request ->
    [none] één ervan
   *[other] { $request }
 } ging er iets mis. Wacht die over een paar minuten nog, beslis er dan opnieuw over.
notice-approve-as-asked = Een goedkeuring geldt voor de aanvraag zoals die gedaan is, en je bericht zegt iets anders. Er is dus niets beslist: kijk ernaar, en druk op Goedkeuren als het klopt.
notice-decide-which = Er is nog niets beslist: ik beslis alleen wat je hebt gezien. Gebruik de knoppen hieronder, of typ { $ids ->
    [none] het nummer van een aanvraag, zoals “keur K7QF goed”.
   *[other] { $what ->
       *[approve] “keur { $ids } goed”.
        [deny] “wijs { $ids } af”.
      }
  }
notice-which-request = Welke aanvraag bedoel je? { $ids ->
    [none] Zet het nummer erbij, zoals “keur K7QF goed”; typ “mijn aanvragen” of “wat wacht er op mij” om de nummers te zien.
   *[other] Zet er een van deze nummers bij: { $ids }.
  }
notice-nothing-to-cancel = Er wacht geen aanvraag van jou, dus er valt niets in te trekken. Typ “mijn aanvragen” om te zien hoe ze ervoor staan.
notice-nothing-about-that = { $words ->
    [none] Geen van je wachtende aanvragen gaat daarover.
   *[other] Geen van je wachtende aanvragen gaat over “{ $words }”.
  } Zeg “annuleer” met het nummer van de aanvraag die je bedoelt{ $ids ->
    [none] {"."} Typ “mijn aanvragen” om de nummers te zien.
   *[other] {": "}{ $ids }.
  }
notice-which-right = Welk recht moet eindigen? { $ids ->
    [none] Noem het nummer, zoals “trek K7QF in”, of zeg het met namen: “laat Alex niet meer verzenden als Sales”.
   *[other] Noem een van deze nummers: { $ids }.
  }
notice-audit-of-what = Zeg van welke groep je het logboek wilt zien, zoals “logboek Marketing”. Het logboek van alles zien alleen auditors en beheerders.
notice-too-many-names = { $most ->
    [none] Noem minder mensen en groepen in één bericht.
   *[other] Noem hoogstens { $most } mensen en { $most } groepen in één bericht.
  } Ik heb niets gevraagd of veranderd.
notice-too-much = Ik heb zojuist heel veel voor je opgezocht; dit zoek ik nu niet meer op. Probeer het { $unit ->
    [hours] over { $count ->
        [one] een uur
       *[other] { $count } uur
      }
    [minutes] over { $count ->
        [one] een minuut
       *[other] { $count } minuten
      }
   *[none] later
  } opnieuw.
notice-too-many = { $most ->
    [none] Dat is te veel in één keer.
   *[other] Dat zijn er meer dan { $most } in één keer.
  } Vraag het voor minder mensen of groepen tegelijk.
notice-directory-unavailable = Ik kan nu geen mensen en groepen opzoeken, dus er is niets gevraagd of veranderd. Probeer het over een paar minuten nog eens.
notice-directory-unavailable-decide = Ik kan nu niet nagaan wie de eigenaren zijn, dus er is niets beslist. Probeer het over een paar minuten nog eens.
notice-directory-refused = Zo kan ik dat niet opzoeken, dus er is niets gevraagd of veranderd. Staat er een naam in, maak die dan korter, of geef het e-mailadres.{ $code ->
    [none] {""}
   *[other] {" "}Blijft het zo, geef je beheerder dan deze code: { $code }.
  }
notice-directory-forbidden = Ik mag geen mensen en groepen opzoeken, dus er is niets gevraagd of veranderd. Je beheerder kan de machtigingen van Behalf in Entra nakijken.{ $code ->
    [none] {""}
   *[other] {" "}De code daarvoor is { $code }.
  }
notice-exchange-unavailable = Exchange is even niet bereikbaar. Vraag het over een paar minuten nog eens.
notice-fault = Er ging iets mis bij mij. Wat op je kaarten staat, klopt; probeer het over een paar minuten nog eens.{ $code ->
    [none] {""}
   *[other] {" "}Blijft het zo, geef je beheerder dan deze code: { $code }.
  }
notice-not-taken = Ik kan daar nu niet naar kijken, dus er is niets gevraagd of veranderd. Probeer het over een paar minuten nog eens.{ $code ->
    [none] {""}
   *[other] {" "}Blijft het zo, geef je beheerder dan deze code: { $code }.
  }
notice-only-quoted = Ik zie het bericht dat je citeert, maar geen woorden van jezelf. Wat wil je dat ik doe? Typ hulp om te zien wat ik kan.
notice-anothers-words = Dit lijken de woorden van iemand anders, dus heb ik niets gevraagd. Wie moet het recht krijgen? Vul dat in, kijk de rest na en verstuur het formulier als je het wilt.
notice-anothers-order = Dit lijkt het bericht van iemand anders, dus heb ik er niets mee gedaan. Wil je iets, zeg het dan in je eigen woorden.
notice-edited = Je hebt een bericht gewijzigd. Ik doe alleen iets met nieuwe berichten, dus daardoor is niets gevraagd of veranderd. Wil je het, stuur het dan als nieuw bericht.
notice-reason-cut = De reden was te lang: ik heb { $most ->
    [none] het begin ervan bewaard.
   *[other] de eerste { $most } tekens bewaard.
  }
notice-change-refused = Exchange weigert Behalf { $group ->
    [none] een groep
   *[other] { $group }
  } te laten wijzigen: { $right ->
    [sendAs] Verzenden als
    [sendOnBehalf] Verzenden namens
   *[none] een recht
  } voor { $person ->
    [none] iemand
   *[other] { $person }
  } kon { $what ->
    [give] niet worden gegeven
   *[none] niet worden weggehaald en staat er nog
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }. { $of ->
    [change] Kijk in Exchange naar de groep en naar het postvak van diegene.
   *[none] Kijk in Exchange naar de app van Behalf: de rol moet de wijziging toestaan, en het schrijfbereik (write scope) moet deze groep omvatten.
  } { $what ->
    [give] Is dat in orde, dan kan het opnieuw worden gevraagd.
   *[none] Behalf probeert het binnen het uur zelf opnieuw, of meteen als je { $request ->
        [none] het nog eens zegt
       *[other] “trek { $request } in” zegt
      }. Je kunt het ook in het Exchange-beheercentrum weghalen; Behalf merkt dat.
  }
notice-exchange-mistook = Voor { $person ->
    [none] iemand
   *[other] { $person }
  } vroeg Behalf Exchange om { $right ->
    [sendAs] Verzenden als
   *[other] Verzenden namens
  } op { $group ->
    [none] een groep
   *[other] { $group }
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }, en Exchange gaf het aan { $ids ->
    [none] iemand anders
   *[other] { $ids }
  }, wiens naam voor het account van de eerste kan doorgaan. Behalf neemt het terug. Bekijk die naam, en de groep in Exchange.
notice-right-strayed = Terwijl Behalf { $person ->
    [none] iemand
   *[other] { $person }
  } { $right ->
    [sendAs] Verzenden als
   *[other] Verzenden namens
  } gaf op { $group ->
    [none] een groep
   *[other] { $group }
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }, heeft ook { $ids ->
    [none] iemand anders
   *[other] { $ids }
  } dat recht gekregen. Behalf heeft het niet gegeven, en laat het zo. Deed niemand van jullie dat, bekijk de groep dan in Exchange.
notice-details-in-chat = De details heb ik je in onze eigen chat gestuurd.
notice-details-need-chat = Ik kan je nog niet bereiken in een eigen chat. Open Behalf bij je apps in Teams, zeg daar hallo en vraag het dan opnieuw.
notice-already-decided-by = { $status ->
    [approved] Al goedgekeurd door
    [applied] Al goedgekeurd door
    [denied] Al afgewezen door
    [cancelled] Al ingetrokken door
   *[none] Hierover is al beslist door
  } { $name ->
    [none] iemand anders
   *[other] { $name }
  }. Er is niets veranderd.
notice-thanks = Graag gedaan.
notice-guest-looks = Gasten kunnen hier geen mensen of groepen opzoeken. Een collega met een account in deze organisatie kan dat voor je doen.
notice-no-longer-decides = { $ids ->
    [none] Je beslist hier niet meer over, dus deze kaart verandert niet meer.
   *[other] Je beslist niet meer over { $ids }, dus deze kaart verandert niet meer.
  }
notice-no-longer-open = { $request ->
    [none] Deze vraag staat niet meer open. Vraag het opnieuw, dan kom ik met een nieuwe kaart.
   *[other] Aanvraag { $request } kan niet meer worden ingetrokken: { $state }.
  }

# Wat het beleid van een organisatie zegt
policy-party = { $kind ->
    [owners] { $count ->
        [one] één eigenaar
       *[other] { $count } eigenaren
    }
    [admins] { $count ->
        [one] één beheerder
       *[other] { $count } beheerders
    }
   *[set] { $count } van { $name }
  }
policy-body = { $kind ->
    [owners] de eigenaren
    [admins] de beheerders
    [members] de leden
   *[set] { $name }
  }
policy-approve = goedkeuren moeten: { $parties }
policy-fallback = kunnen te weinig van hen beslissen, dan beslissen { $names }
policy-fallback-none = kunnen te weinig van hen beslissen, dan beslist niemand anders
policy-quiet = { $names } mogen goedkeuren en krijgen nooit bericht
policy-quiet-none = iedereen die mag goedkeuren, krijgt bericht
policy-may-ask-anyone = iedereen in de organisatie mag het vragen
policy-may-ask = alleen { $names } mogen het vragen
policy-for-others = { $yes ->
    [yes] je mag het ook voor collega’s vragen
   *[no] iedereen vraagt het voor zichzelf
  }
policy-members-only = { $yes ->
    [yes] alleen leden van de groep kunnen het krijgen
   *[no] ook wie geen lid is, kan het krijgen
  }
policy-add-member = { $yes ->
    [yes] met een goedkeuring wordt iemand ook lid
   *[no] met een goedkeuring wordt niemand lid
  }
policy-auto-never = niets wordt automatisch goedgekeurd
policy-auto = { $names } krijgen het automatisch{ $longest ->
    [none] {""}
   *[other] , ten hoogste { $longest }
  }{ $count ->
    [0] {""}
   *[other] , hooguit { $count } keer per dag
  }
policy-reason = { $required ->
    [yes] er moet een reden bij
   *[no] er mag een reden bij
  }
policy-reason-prompt = { $prompt ->
    [none] over de reden wordt niets bijzonders gevraagd
   *[other] over de reden wordt gevraagd: { $prompt }
  }
policy-term = { $longest ->
    [none] het mag voor elke tijd worden gevraagd
   *[other] voor ten hoogste { $longest }
  }{ $usual ->
    [none] {""}
   *[other] ; voor { $usual } als er geen tijd bij staat
  }{ $offer ->
    [none] {""}
   *[other] ; aangeboden worden { $offer }
  }
policy-extend = { $yes ->
    [yes] vóór het einde mag om verlenging worden gevraagd{ $longest ->
        [none] {""}
       *[other] , samen { $longest }
    }
   *[no] verlengen kan niet
  }
policy-remind = wie niet heeft geantwoord, krijgt een herinnering na { $times }
policy-remind-none = niemand krijgt een herinnering
policy-escalate = na { $after } krijgen ook { $names } de vraag
policy-escalate-never = blijft antwoord uit, dan krijgt niemand anders de vraag
policy-lapse = zonder antwoord vervalt de aanvraag na { $after }
policy-work-hours = herinneringen komen alleen van { $from } tot { $to } ({ $zone })
policy-work-hours-none = herinneringen komen op elk uur van de dag
policy-apply = { $by ->
    [handoff] een beheerder past het met de hand toe
   *[exchange] Behalf past het toe in Exchange
  }
policy-emergency = { $off ->
    [yes] geen beheerder kan het meteen geven
   *[no] een beheerder kan het meteen geven, ten hoogste { $longest }{ $second ->
        [yes] , als een tweede het ermee eens is
       *[no] {""}
    }
  }
policy-review = { $every ->
    [none] rechten worden niet opnieuw bekeken
   *[other] rechten worden elke { $every } opnieuw bekeken
  }
policy-leavers = { $what ->
    [remove] rechten van wie vertrokken is, worden weggenomen
   *[propose] rechten van wie vertrokken is, worden aan de eigenaren voorgelegd
  }
policy-outside = { $what ->
    [ignore] rechten die elders zijn gegeven, blijven zoals ze zijn
    [report] rechten die elders zijn gegeven, worden gemeld
   *[card] rechten die elders zijn gegeven, worden aan de eigenaren voorgelegd
  }
policy-title = Beleid voor { $group }
policy-lead = { $rule ->
    [none] { $builtIn ->
        [yes] Je organisatie heeft geen beleidsbestand: dit geldt voor iedereen.
       *[no] Geen regel gaat over deze groep, dus geldt wat je organisatie voor alle groepen heeft bepaald.
    }
   *[other] Hier geldt de regel “{ $rule }” van je organisatie.
  }
policy-lead-unclear = Het is niet duidelijk welke regel hier geldt ({ $why }), dus beslissen de beheerders.
policy-unclear-tie = twee regels gelden: { $names }
policy-unclear-unread = iets waarop de regels letten, was niet te lezen
policy-unclear-people = de mensen die de regel noemt, waren niet te lezen
policy-limits = Grenzen die gelden: { $names }
policy-both = Verzenden als en Verzenden namens
policy-state = beleid
