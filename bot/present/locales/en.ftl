## Dates and ends

moment = { $day } at { $time }
term-none = no end date
term-for = for { $duration }, counted from the moment it is applied
term-until = until { $day }, end of the day, { $city } time
term-until-offset = until { $day }, end of the day, { $offset }
term-at = until { $moment }
and-more = and { $count } more
and-more-to-decide = and { $count } more: ask “what is waiting for me?” to see all of them

## The two rights, and how a mail looks with them

right-sendAs = Send as
right-sendOnBehalf = Send on behalf
from-label = From:
from-sendAs = { $group }
from-sendOnBehalf = { $person } on behalf of { $group }
meaning-sendAs = The mail comes from the group itself. Readers do not see who wrote it.
meaning-sendOnBehalf = The mail comes from the group, and readers see who wrote it.
title = { $right ->
    [sendAs] Send as
   *[sendOnBehalf] Send on behalf
  } · { $group }
title-person = { $right ->
    [sendAs] Send as
   *[sendOnBehalf] Send on behalf
  } · { $group } · { $person }

## Where a request stands

state-waiting = waiting
state-approved = approved
state-applied = applied
state-denied = denied
state-cancelled = cancelled
state-lapsed = lapsed
state-failed = failed
state-ending = ending
state-ended = ended

lead-waiting = { $admins ->
    [yes] The administrators have been asked to decide.
   *[no] The owners of { $group } have been asked to decide.
  } You will hear from me here.
lead-waiting-approver = { $self ->
    [yes] { $requester } asks to { $right ->
        [sendAs] send as { $group }.
       *[sendOnBehalf] send on behalf of { $group }.
      }
   *[no] { $requester } asks you to let { $person } { $right ->
        [sendAs] send as { $group }.
       *[sendOnBehalf] send on behalf of { $group }.
      }
  }
lead-waiting-holder = { $requester } has asked that you may { $right ->
    [sendAs] send as { $group }.
   *[sendOnBehalf] send on behalf of { $group }.
  } An answer is awaited.
lead-approved = Behalf is setting it in Exchange now, and reads it back to be sure.
lead-applied = It stands in Exchange, and was read back to be sure. Outlook may take up to an hour to notice.
lead-found = It stood in Exchange already, so nothing had to change. Behalf has noted it, and will not end it by itself.
lead-denied = Nothing has changed in Exchange.{ $asker ->
    [yes] {" "}You may want to talk it over with { $by }, and can ask again later.
   *[no] {""}
  }
lead-cancelled = { $you ->
    [yes] You have
   *[no] { $by } has
  } withdrawn it. Nothing has changed in Exchange.
lead-stopped = { $you ->
    [yes] You have
   *[no] { $by } has
  } stopped it before it was applied. Behalf has left nothing of it in Exchange.
lead-lapsed = Nobody decided in time, so it has lapsed.{ $asker ->
    [yes] {" "}You are welcome to ask again.
   *[no] {""}
  }
lead-answered = { $you ->
    [yes] You have
   *[no] { $person } has
  } this right now ({ $end }): { $request } asked for the same, and was approved. Nothing is left to decide here.
lead-ending = { $cause ->
    [given-back] { $you ->
        [yes] You give
       *[no] { $by } gives
      } it back.
    [taken-away] { $you ->
        [yes] You take
       *[no] { $by } takes
      } it away.
    [expired] Its time is up.
   *[replaced] The other right comes in its place.
  } { $stuck ->
    [yes] It has not ended yet.
   *[no] Behalf is taking it out of Exchange now, and reads back to be sure.
  }
lead-stopping = { $you ->
    [yes] You have
   *[no] { $by } has
  } stopped it. Behalf makes sure that nothing of it is left in Exchange.
lead-ending-plain = Behalf is taking it out of Exchange now, and reads back to be sure.
lead-ended = { $cause ->
    [given-back] { $you ->
        [yes] You have
       *[no] { $by } has
      } given it back.
    [taken-away] { $you ->
        [yes] You have
       *[no] { $by } has
      } taken it away.
    [expired] Its time was up, so Behalf has taken it away.
   *[replaced] The other right has come in its place, so this one was taken away.
  } Outlook may take up to an hour to notice.
lead-ended-read = Exchange does not show it any more: it has been taken away there. Outlook may take up to an hour to notice.
lead-ended-for-good = { $what ->
    [group] The group has been deleted for good, and this right with it.
   *[person] The account has been deleted for good, and this right with it.
  }
lead-ended-plain = It has been taken away. Outlook may take up to an hour to notice.
lead-summary = { $count ->
    [one] One request: { $states }.
   *[other] { $count } requests: { $states }.
  }
name-unknown = { $of ->
    [group] an unknown group
   *[person] an unknown account
  }
name-deleted = { $name }, deleted
nothing-asked = Nothing has been asked
count-state = { $count } { $state }

failure-approver-lost-right = Before it could be applied, the one who approved was no longer an owner. Please ask again; the present owners will decide.
failure-policy-changed = Your organisation’s policy has come to ask for more approvals than this had, while it was being applied. It has been taken back. Please ask again.
failure-by-hand = Your organisation’s policy says that an administrator applies this by hand, which I cannot prepare yet. Ask your administrator; it has been approved.
failure-requester-gone = The account of the one who asked is gone or switched off. Somebody else can ask again.
failure-beneficiary-gone = The account that was to get this right is gone or switched off. Ask your administrator to look at it, then ask again.
failure-beneficiary-guest = It was meant for a guest, and Exchange gives this right to colleagues only. Ask for a colleague instead.
failure-beneficiary-not-member = It was meant for somebody who is no longer a member of the group. { $rule ->
    [yes] Who is in it follows from a rule: your administrator can look at that in Entra. After that it can be asked again.
   *[no] { $owner ->
        [yes] Add them again if they should have it; after that it can be asked again.
       *[no] Ask an owner to add them, then ask again.
      }
  }
failure-end-passed = The last day that it was asked for is over, so nothing was given. Ask again with a later day.
failure-beneficiary-no-mailbox = It was meant for somebody without a mailbox, and Exchange needs one. Ask your administrator for a mailbox, then ask again.
failure-group-gone = The group has been deleted, or could not be found for a day. If it comes back, ask again.
failure-exchange-forbidden = Exchange refuses to let Behalf change this group. { $told ->
    [yes] The administrators have been told what to do; ask again when they have.
   *[no] Ask your administrator to check Behalf’s role and write scope in Exchange, then ask again.
  }
failure-exchange-mistook = Exchange found somebody else by what names this account, so nothing has been given, and what it gave to the other has been taken back. The administrators know. Ask again once that other account has another name.
failure-exchange-refused = Exchange has refused this change. Ask your administrator to look at the group in Exchange, then ask again.

delay-throttled = Exchange is busy and asks us to wait. Behalf tries again at { $time }.
delay-busy = Exchange cannot make this change at the moment, and says that this passes. Behalf tries again at { $time }; you need not do anything.
delay-refused = Exchange does not take this change so far, and gives no reason that Behalf understands. Behalf tries again at { $time }. If it lasts, ask your administrator to look at the group in Exchange.
delay-blocked = { $entry ->
    [none] Exchange does not take this change, because an entry among the group’s delegates belongs to nobody any more.
   *[other] Exchange does not take this change, because the entry “{ $entry }” among the group’s delegates belongs to nobody any more.
  } Ask your administrator to take that entry out in Exchange. Behalf tries again at { $time }.
delay-unavailable = Exchange cannot be reached for now. Behalf tries again at { $time }; you need not do anything.
delay-directory = I cannot check now who owns the group. Behalf tries again at { $time }; you need not do anything.
delay-readback = Exchange has taken the change but does not show it yet. Behalf looks again at { $time }.
delay-still-shown = Exchange says that the right is not there, yet still lists it. Behalf looks again at { $time }.
delay-group-unknown = Exchange does not know this group just now. Behalf looks again at { $time }; you need not do anything.
delay-returned = It is there again, and Behalf goes on.
delay-forbidden = { $ending ->
    [yes] Exchange refuses to let Behalf take it away, so it still stands.
   *[no] Exchange refuses to let Behalf change this group.
  } { $told ->
    [yes] The administrators have been told what to do.
   *[no] If that stays so, your administrator can help.
  } Behalf tries again at { $time }.
delay-deleted = { $what ->
    [group] The group has been deleted, and may be restored until { $day }.
   *[person] The account of { $person } has been deleted, and may be restored until { $day }.
  } { $ending ->
    [yes] If it comes back, so does this right, and Behalf takes it away then.
   *[no] If it comes back, Behalf goes on.
  }
delay-missing = { $what ->
    [group] The group cannot be found.
   *[person] The account of { $person } cannot be found.
  } { $ending ->
    [yes] If it comes back, Behalf takes the right away; it does not count as ended before that is certain.
   *[no] That may pass: Behalf looks again at { $time }.
  }

## Facts

fact-from = From
fact-for = For
fact-asked = Asked by
fact-term = How long
fact-reason = Why
fact-reason-text = “{ $reason }”
fact-waiting = Waits for
fact-waiting-detail = since { $since }{ $asked ->
    [some] . I ask { $most } of them first, and { $most } more with each hour
   *[all] {""}
  }
fact-approvals = Approvals
fact-approvals-of = { $count } of { $needed }
fact-rule = Rule
fact-next = Next
fact-next-remind = a reminder, { $when }
fact-next-escalate = others are asked too, { $when }
fact-next-lapse = without an answer it lapses, { $when }
fact-decided = Decision
fact-decided-approved = approved by { $by }
fact-decided-denied = denied by { $by }
fact-answer = Answer
fact-applied = Applied
fact-read-back = Read back
fact-ended = Ended
fact-ended-reason = Reason
fact-cancelled = Cancelled

who-nobody = nobody yet

## Notes

note-either-or = { $held ->
    [sendAs] { $person } holds Send as now. It will be taken away once Send on behalf is in place, because with both the mail is sent as the group.
   *[sendOnBehalf] { $person } holds Send on behalf now. It will be taken away once Send as is in place, because with both the mail is sent as the group.
  }
note-either-or-done = { $held ->
    [sendAs] { $person } held Send as before. Send on behalf comes in its place, because with both the mail is sent as the group.
   *[sendOnBehalf] { $person } held Send on behalf before. Send as comes in its place, because with both the mail is sent as the group.
  }
note-one-of-two = A person has one of the two, never both: with both, the mail is sent as the group.
note-beside = { $requester } has asked { $same ->
    [yes] the same
   *[no] for { $right ->
        [sendAs] Send as
       *[sendOnBehalf] Send on behalf
      }
  }{ $self ->
    [yes] {""}
   *[no] {" "}for { $person }
  }, too: { $request }. { $same ->
    [yes] To approve one of them is enough.
   *[no] A person has one of the two rights: what is approved last counts.
  }
note-beside-approved = { $right ->
    [sendAs] Send as
   *[sendOnBehalf] Send on behalf
  } for { $person } has been approved as { $request } and is on its way to Exchange: what is approved last counts.
note-holds = { $person } holds this right already ({ $request }, { $end }). If you approve this, the end given here counts instead.
note-unread = The present rights could not be read from Exchange. They are looked at again before anything changes.
note-unreached = Behalf could not reach any of them in Teams so far. Please let one of them know: in a chat with Behalf, “what is waiting for me?” brings up the request.
note-muted = You get no cards about requests of { $requester } until { $day }. “What is waiting for me?” still shows them.
note-admins = No owner of { $group } can decide this, so the administrators do.
note-namesakes = More than one here is called “{ $name }”, or nearly so: the addresses tell them apart.
note-how-to = To use it, start a mail in Outlook or Outlook on the web, show From, choose Other email address, and type { $address }.

## Buttons

press-approve = Approve
press-deny = Deny…
press-cancel = Cancel request
press-revoke = Take away…
press-give-back = Give back
press-again = Ask again
press-mute = Mute requester
press-unmute = Unmute requester
press-approve-all = { $count ->
    [2] Approve both
   *[other] Approve all { $count }
  }
press-deny-all = { $count ->
    [2] Deny both…
   *[other] Deny all { $count }…
  }
confirm-deny-all = { $count ->
    [2] Deny both
   *[other] Deny all { $count }
  }
press-approve-one = Approve { $id }
press-deny-one = Deny { $id }…
press-cancel-one = Cancel { $id }
press-revoke-one = Take { $id } away…
press-give-back-one = Give { $id } back
press-again-one = Ask { $id } again
press-mute-one = Mute requester ({ $id })
press-unmute-one = Unmute requester ({ $id })
confirm-deny = Deny
confirm-revoke = Take away now
reason-deny = Reason, if you like. The one who asked will read it.
reason-revoke = Reason, if you like. The holder will read it.
press-how-to = How to use it
press-more = Show more
press-older = Show older
press-choose = Choose { $number }
press-pick-right = Choose { $right ->
    [sendAs] Send as
   *[sendOnBehalf] Send on behalf
  }
press-same = Ask for these
press-submit = Send request

## What can be typed instead of a button

type-or = or type: { $words }
type-approve = approve { $id }
type-deny = deny { $id } because …
type-cancel = cancel { $id }
type-revoke = revoke { $id }
type-give-back = revoke { $id }
type-again = new request
type-numbers = { $last ->
    [1] 1
    [2] 1 or 2
   *[other] a number from 1 to { $last }
  }
type-address = an e-mail address
type-request = let Alex send on behalf of Marketing for two weeks

## News, as a notification says it

news-applied = { $forYou ->
    [yes] { $right ->
        [sendAs] Send as
       *[sendOnBehalf] Send on behalf
      } on { $group } has been applied for you. Outlook may take up to an hour.
   *[no] { $right ->
        [sendAs] Send as
       *[sendOnBehalf] Send on behalf
      } on { $group } has been applied for { $person }. Outlook may take up to an hour.
  }
news-cancelled = { $forYou ->
    [yes] { $right ->
        [sendAs] Send as
       *[sendOnBehalf] Send on behalf
      } on { $group } is not coming for you: { $by } has stopped it before it was applied.
   *[no] { $right ->
        [sendAs] Send as
       *[sendOnBehalf] Send on behalf
      } on { $group } is not coming for { $person }: { $by } has stopped it before it was applied.
  }
summary = { $right ->
    [sendAs] Send as
   *[sendOnBehalf] Send on behalf
  } on { $group } for { $person }: { $state }. { $id }

## Right left open

which-right-state = Which of the two?
which-right-lead = This is how the mail of { $person } would look.
which-right-lead-many = You asked for { $people } on { $groups }. This is how the mail of { $person } would look.

## Several match

which-person-state = Which person do you mean?
which-group-state = Which group do you mean?
which-lead = More than one fits “{ $words }”.
which-person-one = I know nobody called exactly “{ $words }”. Do you mean this person?
which-group-one = I know no group called exactly “{ $words }”. Do you mean this one?
which-more = There may be others beside these: the e-mail address tells them apart.

## The same as a colleague

same-state = The same as a colleague
same-lead = { $from } holds these rights, as Exchange said on { $when }. Pick what { $to } should get; each group’s owner decides.
same-lead-none = { $from } holds no such right that you may know of, as Exchange said on { $when }. You can still ask for a group by its name.
same-for = For { $to }
same-pick = Rights to ask for

## The form

form-state = New request
form-lead = Fill in what is still open; an owner of the group decides.
form-lead-errors = Almost there. Please look at what is marked below.
form-near = Did you mean
form-right = How should the mail look?
form-right-sendAs = Send as: from { $group }
form-right-sendOnBehalf = Send on behalf: from { $person } on behalf of { $group }
form-right-person = the person
form-right-group = the group
form-people = Who should get it?
form-people-hint = Type a name
form-group = For which group?
form-group-hint = Type the group’s name
form-pick = Please pick from the list that opens as you type.
form-term = For how long?
form-term-none = No end date
form-term-until = Until a date, given below
form-until = Until (only with “Until a date”)
form-reason = Why? Helps the owner decide.
form-reason-hint = For example: the campaign starts on Monday

form-error-right-missing = Please choose how the mail should look.
form-error-people-missing = Please choose at least one person.
form-error-people-unknown = Somebody here is not known. Please pick people from the list.
form-error-group-missing = Please choose a group.
form-error-group-unknown = That group is not known. Please pick one from the list.
form-error-end-in-past = That day has passed. Please choose a later one.
form-error-end-unreadable = Please choose the day on which it should end.
form-error-too-many = That is too much at once. Please ask for fewer at a time.

## Who can send as a group

who-state = Who may send for this group
who-lead = Read from Exchange on { $when }.
who-lead-none = { $right ->
    [any] Nobody may send as or on behalf of this group. Read from Exchange on { $when }.
    [sendAs] Nobody may send as this group. Read from Exchange on { $when }.
   *[sendOnBehalf] Nobody may send on behalf of this group. Read from Exchange on { $when }.
  }
who-others = { $right ->
    [sendAs] { $names } may send as this group.
   *[sendOnBehalf] { $names } may send on behalf of this group.
  }
row-request = given through Behalf, { $id }
row-outside = not given through Behalf
row-overridden = also holds Send as, so the mail is sent as the group

## What a person can send as

what-state = { $you ->
    [yes] { $right ->
        [sendAs] What you can send as
        [sendOnBehalf] What you can send on behalf of
       *[any] Groups you can send for
      }
   *[no] { $right ->
        [sendAs] What this person can send as
        [sendOnBehalf] What this person can send on behalf of
       *[any] Groups this person can send for
      }
  }
what-lead = { $count ->
    [one] One group was looked at, on { $when }.
   *[other] { $count } groups were looked at, on { $when }.
  }
what-lead-none = { $right ->
    [sendAs] No Send as found.
    [sendOnBehalf] No Send on behalf found.
   *[any] Nothing found.
  } { $count ->
    [one] One group was looked at, on { $when }.
   *[other] { $count } groups were looked at, on { $when }.
  }
what-others = { $right ->
    [sendAs] The other right is there: Send as on { $names }.
   *[sendOnBehalf] The other right is there: Send on behalf on { $names }.
  }
what-going-on = Still reading from Exchange; this card completes itself.
what-unread = Could not be read: { $groups }. Ask again in a while.

## What waits for me

pending-state = Waiting for you
pending-more = { $more ->
    [one] One more request waits
   *[other] { $more } more requests wait
  } for you, of { $total } in all. The oldest come first.

## My requests, audit

mine-state = Your requests
audit-state = Audit
audit-lead = Newest first.
audit-lead-all = All groups and people, newest first.
audit-lead-none = Nothing is recorded for { $about }.
audit-lead-none-all = Nothing is recorded yet.
audit-more = { $what ->
    [changes] Older changes of rights are left out.
    [others] Older requests that changed nothing are left out.
   *[both] Older changes of rights, and older requests that changed nothing, are left out.
  } An operator can export everything with “npm run audit:export”.
story-lead = Everything that is recorded of { $subject }, newest first.
audit-clock = Behalf
audit-step-asked = request made by { $by }, { $when }
audit-step-approved = request approved by { $by } { $as ->
    [admins] as an administrator
    [set] as one whom the policy names
   *[owners] as an owner
  }, { $when }
audit-step-denied = denied by { $by } { $as ->
    [admins] as an administrator
    [set] as one whom the policy names
   *[owners] as an owner
  }, { $when }
audit-step-withdrawn = withdrawn by { $by }, { $when }
audit-step-given-back = given back by { $by }, { $when }
audit-step-taken-away = taken away by { $by } { $as ->
    [admins] as an administrator
    [set] as one whom the policy names
   *[owners] as an owner
  }, { $when }
audit-step-expired = its time was up: ended by { $by }, { $when }
audit-step-replaced = another right came in its place, approved by { $by } { $as ->
    [admins] as an administrator
    [set] as one whom the policy names
   *[owners] as an owner
  }, { $when }
audit-folded = and { $count } more { $count ->
    [one] time
   *[other] times
  } before that, in the same way{ $since ->
    [none] {""}
   *[other] {" "}since { $since }
  } ({ $ids })
audit-change = before: { $before } → after: { $after }
audit-before = before: { $before }
audit-after = after: { $after }
audit-passed = now asked: { $to }; asked before: { $from }
audit-nobody = nobody
audit-not-read = not read
audit-reason = “{ $reason }”
audit-request-made = request made
audit-request-passed = request passed on
audit-request-approved = request approved
audit-request-denied = request denied
audit-request-cancelled = request cancelled
audit-request-reminded = those who decide were reminded
audit-request-lapsed = request lapsed
audit-request-failed = request failed
audit-right-applying = right about to be applied
audit-right-delayed = waiting for Exchange
audit-right-applied = right applied
audit-right-found = right found in Exchange
audit-right-ending = right about to end
audit-right-ended = right ended
audit-drift-found = somebody else holds the right
audit-drift-gone = taken back from somebody else
audit-other = { $event }

## Help and welcome

help-state = What I can do for you
help-lead = I arrange who may send as, or on behalf of, a Microsoft 365 group. Write as you would to a colleague, in English or Dutch. For example:
help-member = Ask
help-owner = Decide, as an owner
help-auditor = Look things up, as an auditor
help-admin = Look after it all, as an administrator
help-foot = Nothing changes before an owner has said yes.
help-ask-me = let me send on behalf of { $group } for two weeks
help-ask-other = let Alex send as { $group } because …
help-ask-same = give Alex the same as Megan
help-mine = my requests
help-form = new request
help-what-me = what can I send as?
help-pending = what is waiting for me?
help-approve = approve K7QF
help-deny = deny K7QF because …
help-who = who can send as { $group }?
help-audit = audit { $group }
help-stop = stop Alex from sending as { $group }
help-what = what can Alex send as?
help-audit-person = audit Alex Wilber
help-policy = policy { $group }
help-any-group = Marketing
welcome-state = Hello, I am Behalf
welcome-lead = Hello { $name }. Tell me who should send as, or on behalf of, a Microsoft 365 group; I ask an owner, arrange it in Exchange and tell you when it is done. For example:
welcome-foot = Type help to see everything.

## Notices: one sentence each, saying what to do next

notice-requester-guest = Guests cannot ask for this. A colleague with an account in this organisation can ask instead.
notice-requester-disabled = Your account is switched off, so nothing can be asked with it. Your administrator can help.
notice-requester-unclear = The directory does not say whether your account is switched on, so nothing can be asked with it now. Your administrator can look at it in Entra; then ask again.
notice-beneficiary-guest = { $person ->
    [none] That person is a guest
   *[other] { $person } is a guest
  }, and Exchange gives this right to colleagues only. Ask for a colleague instead.
notice-beneficiary-disabled = { $person ->
    [none] That account is switched off.
   *[other] The account of { $person } is switched off.
  } Your administrator can switch it on; then ask again.
notice-beneficiary-unclear = { $person ->
    [none] The directory does not say whether that account is switched on
   *[other] The directory does not say whether the account of { $person } is switched on
  }, so nothing has been asked. Your administrator can look at it in Entra; then ask again.
notice-beneficiary-no-mailbox = { $you ->
    [yes] You have no mailbox yet
   *[no] { $person ->
        [none] That person has no mailbox yet
       *[other] { $person } has no mailbox yet
      }
  }, and Exchange gives this right only to somebody who has one. Your administrator can make one; then ask again.
notice-beneficiary-not-member = { $you ->
    [yes] You are not a member of
   *[no] { $person ->
        [none] That person is not a member of
       *[other] { $person } is not a member of
      }
  } { $group ->
    [none] the group
   *[other] { $group }
  }. { $adder ->
    [rule] Who is in it follows from a rule, so nobody can be added by hand. Ask your administrator to look at that rule in Entra, then ask again.
    [you] As an owner you can add { $you ->
        [yes] yourself
       *[no] them
      }: in Outlook, open Groups, choose the group, then Members. Then ask again.
    [admin] It has no owner, so ask your administrator to add { $you ->
        [yes] you
       *[no] them
      }, then ask again.
   *[none] Ask an owner to add { $you ->
        [yes] you
       *[no] them
      }, then ask again.
  }
notice-group-not-microsoft365 = { $group ->
    [none] That
   *[other] { $group }
  } is not a Microsoft 365 group, and I arrange these rights for those only. Your administrator can help with others.
notice-already-held = { $you ->
    [yes] { $ending ->
        [yes] You still have
       *[none] You already have
      }
   *[no] { $person ->
        [none] That person
       *[other] { $person }
      } { $ending ->
        [yes] still has
       *[none] already has
      }
  } { $right ->
    [sendAs] Send as
    [sendOnBehalf] Send on behalf
   *[none] this right
  } on { $group ->
    [none] the group
   *[other] { $group }
  }{ $ending ->
    [yes] , but it is being taken away now. Ask again in a few minutes.
   *[none] { $until ->
        [none] , so there is nothing to ask.
       *[other] {" "}{ $until }. I cannot extend it yet; please ask again once it has ended.
      }
  }
notice-already-open = Your request { $request ->
    [none] for this
   *[other] { $request } for this
  } is open already. Wait for the answer, or cancel it first.
notice-rests = { $name ->
    [none] An owner
   *[other] { $name }
  } has denied this{ $what ->
    [twice] {" "}more than once
   *[other] {""}
  }. The same can be asked again { $when ->
    [none] later
   *[other] from { $when }
  }{ $what ->
    [twice] ; until then, talk it over with { $name ->
        [none] the owner
       *[other] { $name }
      }.
   *[other] . Sooner, if you say why you need it or ask for a shorter time.
  }
notice-exchange-refuses = Exchange refuses to let Behalf change { $group ->
    [none] this group
   *[other] { $group }
  }, so its owners have not been asked. { $told ->
    [yes] The administrators have been told what to do.
   *[none] Your administrator can help: Behalf’s role and write scope in Exchange must include the group.
  } { $when ->
    [none] Ask again later.
   *[other] You can ask again from { $when } on.
  }
notice-no-approver = { $group ->
    [none] This group
   *[other] { $group }
  } has nobody who can decide this now. Ask your administrator to appoint an owner, then ask again.
notice-quota = { $most ->
    [none] You have as many open requests as one person can have.
   *[other] You have { $most } open requests, as many as one person can have.
  } Wait for an answer, or cancel one first.
notice-too-often = You have asked for a great deal in a short time, so I have not asked for this. Please try again { $unit ->
    [hours] in { $count ->
        [one] an hour
       *[other] { $count } hours
      }
    [minutes] in { $count ->
        [one] a minute
       *[other] { $count } minutes
      }
   *[none] later
  }.
notice-end-in-past = That end has passed already, so I have asked for nothing. Please give a later one.
notice-term-too-long = { $longest ->
    [none] That is longer than your organisation allows.
   *[other] That is longer than your organisation allows ({ $longest }).
  } Ask again for a shorter time.
notice-may-not-ask = Your organisation’s policy does not let you ask for this{ $group ->
    [none] { "" }
   *[other] {" "}on { $group }
  }. Somebody who may can ask for you; type policy { $group ->
    [none] and the group’s name
   *[other] { $group }
  } to see who.
notice-not-for-others = On { $group ->
    [none] this group
   *[other] { $group }
  }, each person asks for themselves: that is your organisation’s policy. Let { $person ->
    [none] your colleague
   *[other] { $person }
  } ask me.
notice-reason-missing = Your organisation wants a reason for this{ $group ->
    [none] { "" }
   *[other] {" "}on { $group }
  }. Ask again and say why, for example: because the campaign starts.
notice-not-found = { $request ->
    [none] I know no such request.
   *[other] I know no request { $request }.
  } Type “my requests” to see yours.
notice-not-approver = Only a present owner of { $group ->
    [none] the group
   *[other] { $group }
  } can decide this. Nothing has changed.
notice-self-approval = You cannot decide on what you asked yourself; somebody else has to. Nothing has changed.
notice-beneficiary-approval = This right would be yours, so somebody else has to decide. Nothing has changed.
notice-not-checkable = The directory does not find { $group ->
    [none] the group
   *[other] { $group }
  } or one of the accounts just now, so nothing has been decided. Please try again in a few minutes.
notice-already-decided = This has been decided already. Nothing has changed.
notice-already-approved = You have approved this already. It waits for the others.
notice-reminder = This still waits for your answer.
notice-account-unclear = The directory does not say whether the accounts in this request are switched on, so it cannot be approved now. Nothing has changed. Your administrator can look at them in Entra; then decide again.
notice-changed = Your card did not show { $ids ->
    [none] { $request ->
        [none] this
       *[other] { $request }
      } as it is now
   *[other] { $ids } as they are now
  }, so nothing has been done there. Please look again.
notice-not-requester = Only the one who asked can cancel a request. Nothing has changed.
notice-nothing-held = { $you ->
    [yes] You hold no such right
    [unsaid] You hold no such right yourself
   *[no] { $person ->
        [none] There is no such right
       *[other] { $person } holds no such right
      }
  } { $group ->
    [none] that you may know of
   *[other] on { $group }
  }. { $right ->
    [sendAs] What is there is Send as: say “as” if that should end.
    [sendOnBehalf] What is there is Send on behalf: say “on behalf of” if that should end.
   *[none] { $you ->
        [unsaid] If you mean a colleague’s right, say whose.
       *[other] Type “who can send as …” with a group’s name to see what there is.
      }
  }
notice-not-allowed-to-end = Only the holder, an owner of { $group ->
    [none] the group
   *[other] { $group }
  } or an administrator can take this right away. Nothing has changed.
notice-already-ending = This right is being taken away already.
notice-not-allowed-to-see = { $what ->
    [who] Who may send for { $group ->
        [none] the group
       *[other] { $group }
      } is for its members and owners, auditors and administrators to see.
    [audit-group] The audit of { $group ->
        [none] the group
       *[other] { $group }
      } is for its owners, auditors and administrators to see.
    [audit-person] The audit of a person is for auditors and administrators to see.
    [what] What { $person ->
        [none] a colleague can send as is for that colleague
       *[other] { $person } can send as is for { $person }
      }, auditors and administrators to see.
   *[none] That is not for you to see.
  } Ask one of them.

notice-not-understood = I did not understand that. Try “let Alex send on behalf of Marketing”, or type help.
notice-not-ours = That is not mine to do: I arrange who may send as, or on behalf of, a Microsoft 365 group. Type help to see what I can do.
notice-negated = You wrote that something should not be, so I have asked for nothing. To take a right away, write “stop { $you ->
    [yes] me
   *[no] { $person ->
        [none] Alex
       *[other] { $person }
      }
  } from sending { $right ->
    [sendOnBehalf] on behalf of
   *[none] as
  } { $group ->
    [none] Marketing
   *[other] { $group }
  }”.
notice-unsure = That read like a doubt or a question, so I have asked for nothing and changed nothing. Here is what I understood: send it if you want it.
notice-later-start = I cannot start a right at a later date, so I have asked for nothing. It starts when an owner approves. Here is the form without a start.
notice-end-unreadable = I cannot tell when that should end, so I have asked for nothing. Please give the day, or a time such as “for two weeks”.
notice-comes-later = I understand what you mean, but I cannot do that yet. Type help to see what I can do.
notice-too-long = { $most ->
    [none] That is more text than I can read.
   *[other] That is more text than I can read (at most { $most } characters).
  } Please say it in a sentence.
notice-empty = I saw no words. Type help to see what I can do.
notice-person-unknown = { $words ->
    [none] I found no such person.
   *[other] I found nobody called “{ $words }”.
  } { $near ->
    [none] Check the spelling, or give the e-mail address.
   *[other] Did you mean { $near }? Otherwise, check the spelling or give the e-mail address.
  }
notice-group-unknown = { $words ->
    [none] I found no such group.
   *[other] I found no group called “{ $words }”.
  } { $near ->
    [none] Check the spelling, or give the group’s e-mail address.
   *[other] Did you mean { $near }? Otherwise, check the spelling or give the group’s e-mail address.
  }
notice-group-is-person = { $words ->
    [none] That is a person’s mailbox
   *[other] “{ $words }” is a person’s mailbox
  }, not a Microsoft 365 group. Your administrator can help with mailboxes.
notice-group-is-distribution = { $words ->
    [none] That is a distribution list
   *[other] “{ $words }” is a distribution list
  }, not a Microsoft 365 group. Your administrator can help with lists.
notice-group-is-security = { $words ->
    [none] That is a security group
   *[other] “{ $words }” is a security group
  }, not a Microsoft 365 group. Your administrator can help with those.
notice-group-unclear = { $words ->
    [none] The directory does not say what kind of group that is
   *[other] The directory does not say what kind of group “{ $words }” is
  }, so I have done nothing. Your administrator can look at it in Entra; then try again.
notice-request-unknown = { $request ->
    [none] I know no such request.
   *[other] I know no request { $request }.
  } Type “my requests” to see yours.
notice-choose-number = { $most ->
    [none] Please choose one of the numbers on the card.
    [1] There is only number 1 to choose.
   *[other] Please choose a number from 1 to { $most }.
  } Or tell me something else that you would like.
notice-nothing-picked = Please tick at least one right first.
notice-nothing-to-choose = There is nothing to choose just now. Tell me what you would like, or type help.
notice-nothing-waiting = Nothing is waiting for you.
notice-no-requests = You have no requests. Type “new request” to make one.
notice-one-failed = Something stood in the way at { $request ->
    [none] one of them
   *[other] { $request }
 }. If it still waits in a few minutes, please decide on it again.
notice-approve-as-asked = An approval takes a request as it was asked, and your words say something else. So nothing has been decided: please look at it, and press Approve if it is right.
notice-decide-which = Nothing is decided yet: I decide only what you have seen. Press the buttons below, or type { $ids ->
    [none] a request’s number, such as “approve K7QF”.
   *[other] { $what ->
       *[approve] “approve { $ids }”.
        [deny] “deny { $ids }”.
      }
  }
notice-which-request = Which request do you mean? { $ids ->
    [none] Add its number, such as “approve K7QF”; type “my requests” or “what is waiting for me” to see the numbers.
   *[other] Add one of these numbers: { $ids }.
  }
notice-nothing-to-cancel = No request of yours is waiting, so there is nothing to cancel. Type “my requests” to see how they stand.
notice-nothing-about-that = { $words ->
    [none] No request of yours that waits is about that.
   *[other] No request of yours that waits is about “{ $words }”.
  } Say “cancel” with the number of the one you mean{ $ids ->
    [none] {"."} Type “my requests” to see the numbers.
   *[other] {": "}{ $ids }.
  }
notice-which-right = Which right should end? { $ids ->
    [none] Say it with its number, such as “revoke K7QF”, or with the names: “stop Alex from sending as Sales”.
   *[other] Say it with one of these numbers: { $ids }.
  }
notice-audit-of-what = Please say of which group you want to see the audit, such as “audit Marketing”. The audit of everything is for auditors and administrators to see.
notice-too-many-names = { $most ->
    [none] Please name fewer people and groups in one message.
   *[other] Please name at most { $most } people and { $most } groups in one message.
  } I have asked and changed nothing.
notice-too-much = I have looked up a great deal for you just now, and this not any more. Please try again { $unit ->
    [hours] in { $count ->
        [one] an hour
       *[other] { $count } hours
      }
    [minutes] in { $count ->
        [one] a minute
       *[other] { $count } minutes
      }
   *[none] later
  }.
notice-too-many = { $most ->
    [none] That is too much at once.
   *[other] That is more than { $most } at once.
  } Please ask for fewer people or groups at a time.
notice-directory-unavailable = I cannot look people and groups up just now, so nothing has been asked or changed. Please try again in a few minutes.
notice-directory-unavailable-decide = I cannot check now who owns the group, so nothing has been decided. Please try again in a few minutes.
notice-directory-refused = I cannot look that up as it was asked, so nothing has been asked or changed. If there is a name in it, please shorten it, or give the e-mail address.{ $code ->
    [none] {""}
   *[other] {" "}If it stays, give your administrator this code: { $code }.
  }
notice-directory-forbidden = I am not allowed to look people and groups up, so nothing has been asked or changed. Your administrator can check Behalf’s permissions in Entra.{ $code ->
    [none] {""}
   *[other] {" "}The code for that is { $code }.
  }
notice-exchange-unavailable = Exchange cannot be reached just now. Please ask again in a few minutes.
notice-fault = Something went wrong on my side. What your cards show is what stands; please try again in a few minutes.{ $code ->
    [none] {""}
   *[other] {" "}If it stays, give your administrator this code: { $code }.
  }
notice-not-taken = I cannot look at that now, so nothing has been asked or changed. Please try again in a few minutes.{ $code ->
    [none] {""}
   *[other] {" "}If it stays, give your administrator this code: { $code }.
  }
notice-only-quoted = I see the message that you quoted, but no words of your own. What would you like me to do? Type help to see what I can do.
notice-anothers-words = These look like somebody else’s words, so I have asked for nothing. Who should get the right? Fill that in, check the rest, and send the form if you want it.
notice-anothers-order = This looks like somebody else’s message, so I have done nothing with it. If you want something, say it in your own words.
notice-edited = You have changed a message. I act on new messages only, so nothing has been asked or changed by that. If you want it, send it as a new message.
notice-reason-cut = The reason was too long: { $most ->
    [none] I have kept the beginning of it.
   *[other] I have kept its first { $most } characters.
  }
notice-change-refused = Exchange refuses to let Behalf change { $group ->
    [none] a group
   *[other] { $group }
  }: { $right ->
    [sendAs] Send as
    [sendOnBehalf] Send on behalf
   *[none] a right
  } for { $person ->
    [none] somebody
   *[other] { $person }
  } could { $what ->
    [give] not be given
   *[none] not be taken away, and still stands
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }. { $of ->
    [change] Please look at the group and at that person’s mailbox in Exchange.
   *[none] Please look at Behalf’s app in Exchange: its role must allow the change, and its write scope must include this group.
  } { $what ->
    [give] Once that is mended, it can be asked for again.
   *[none] Behalf tries again by itself within the hour, or at once when you say { $request ->
        [none] so again
       *[other] “revoke { $request }”
      }. You can also take it away in the Exchange admin center; Behalf will notice.
  }
notice-exchange-mistook = For { $person ->
    [none] somebody
   *[other] { $person }
  }, Behalf asked Exchange for { $right ->
    [sendAs] Send as
   *[other] Send on behalf
  } on { $group ->
    [none] a group
   *[other] { $group }
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }, and Exchange gave it to { $ids ->
    [none] somebody else
   *[other] { $ids }
  } instead, whose name can be taken for the other’s account. Behalf takes it back. Please look at that name, and at the group in Exchange.
notice-right-strayed = While Behalf gave { $person ->
    [none] somebody
   *[other] { $person }
  } { $right ->
    [sendAs] Send as
   *[other] Send on behalf
  } on { $group ->
    [none] a group
   *[other] { $group }
  }{ $request ->
    [none] {""}
   *[other] {" "}({ $request })
  }, the same right has come to { $ids ->
    [none] somebody else
   *[other] { $ids }
  } too. Behalf did not give it, and has left it as it is. If no administrator did, please look at the group in Exchange.
notice-details-in-chat = I have sent you the details in our own chat.
notice-details-need-chat = I cannot reach you in a chat of our own yet. Open Behalf from your apps in Teams, say hello there, and ask again.
notice-already-decided-by = { $status ->
    [approved] Already approved by
    [applied] Already approved by
    [denied] Already denied by
    [cancelled] Already cancelled by
   *[none] Already decided by
  } { $name ->
    [none] somebody else
   *[other] { $name }
  }. Nothing has changed.
notice-thanks = You are welcome.
notice-guest-looks = Guests cannot look up people or groups here. A colleague with an account in this organisation can do it for you.
notice-no-longer-decides = { $ids ->
    [none] You no longer decide on this, so this card will not change any more.
   *[other] You no longer decide on { $ids }, so this card will not change any more.
  }
notice-no-longer-open = { $request ->
    [none] This question is no longer open. Ask again, and I will bring a new card.
   *[other] Request { $request } can no longer be cancelled: { $state }.
  }

# What a company's policy says
policy-party = { $kind ->
    [owners] { $count ->
        [one] one owner
       *[other] { $count } owners
    }
    [admins] { $count ->
        [one] one administrator
       *[other] { $count } administrators
    }
   *[set] { $count } of { $name }
  }
policy-body = { $kind ->
    [owners] the owners
    [admins] the administrators
    [members] the members
   *[set] { $name }
  }
policy-approve = { $parties } must approve
policy-fallback = where too few of them can decide, { $names } decide instead
policy-fallback-none = where too few of them can decide, nobody decides instead
policy-quiet = { $names } may approve and are never notified
policy-quiet-none = everybody who may approve is notified
policy-may-ask-anyone = anyone in the organisation may ask
policy-may-ask = only { $names } may ask
policy-for-others = { $yes ->
    [yes] one may ask for colleagues too
   *[no] everybody asks for themselves
  }
policy-members-only = { $yes ->
    [yes] only members of the group can get it
   *[no] others than members can get it too
  }
policy-add-member = { $yes ->
    [yes] an approval also makes the person a member
   *[no] nobody is made a member by an approval
  }
policy-auto-never = nothing is approved automatically
policy-auto = { $names } get it automatically{ $longest ->
    [none] {""}
   *[other] {" "}for at most { $longest }
  }{ $count ->
    [0] {""}
   *[other] , { $count } times a day at most
  }
policy-reason = { $required ->
    [yes] a reason must be given
   *[no] a reason may be given
  }
policy-reason-prompt = { $prompt ->
    [none] nothing particular is asked about the reason
   *[other] about the reason it asks: { $prompt }
  }
policy-term = { $longest ->
    [none] it may be asked for any time
   *[other] for at most { $longest }
  }{ $usual ->
    [none] {""}
   *[other] ; for { $usual } where no time is said
  }{ $offer ->
    [none] {""}
   *[other] ; offered are { $offer }
  }
policy-extend = { $yes ->
    [yes] a longer time may be asked for before the end{ $longest ->
        [none] {""}
       *[other] , { $longest } in all
    }
   *[no] no longer time may be asked for
  }
policy-remind = whoever has not answered is reminded after { $times }
policy-remind-none = nobody is reminded
policy-escalate = after { $after } { $names } are asked too
policy-escalate-never = nobody else is asked when no answer comes
policy-lapse = without an answer it lapses after { $after }
policy-work-hours = reminders are sent from { $from } to { $to } ({ $zone }) only
policy-work-hours-none = reminders are sent at any time of the day
policy-apply = { $by ->
    [handoff] an administrator applies it by hand
   *[exchange] Behalf applies it in Exchange
  }
policy-emergency = { $off ->
    [yes] no administrator can grant it at once
   *[no] an administrator can grant it at once for at most { $longest }{ $second ->
        [yes] , if a second one agrees
       *[no] {""}
    }
  }
policy-review = { $every ->
    [none] rights are not reviewed
   *[other] rights are reviewed every { $every }
  }
policy-leavers = { $what ->
    [remove] rights of those who have left are taken away
   *[propose] rights of those who have left are put before the owners
  }
policy-outside = { $what ->
    [ignore] rights that were given elsewhere are left alone
    [report] rights that were given elsewhere are reported
   *[card] rights that were given elsewhere are put before the owners
  }
policy-title = Policy for { $group }
policy-lead = { $rule ->
    [none] { $builtIn ->
        [yes] Your organisation has no policy file: this is what holds for everybody.
       *[no] No rule is about this group, so the defaults of your organisation hold.
    }
   *[other] The rule “{ $rule }” of your organisation holds here.
  }
policy-lead-unclear = It is not clear which rule holds here ({ $why }), so the administrators decide.
policy-unclear-tie = two rules apply: { $names }
policy-unclear-unread = something that the rules go by could not be read
policy-unclear-people = the people whom the rule names could not be read
policy-limits = Limits that apply: { $names }
policy-both = Send as and Send on behalf
policy-state = policy
