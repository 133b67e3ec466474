type Card = Record<string, unknown>;

const head = { type: 'AdaptiveCard', $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', version: '1.5' };

/** An approval as an owner sees it: facts, a reason, two buttons, each with its fallback for an older client. */
export function approvalCard(): Card {
  const button = (verb: string, title: string, style: string, more: Card = {}) => ({
    type: 'Action.Execute',
    verb,
    title,
    style,
    data: { request: 'K7QF', revision: 1 },
    ...more,
    fallback: { type: 'Action.Submit', title, style, data: { verb, request: 'K7QF', revision: 1 } },
  });
  return {
    ...head,
    body: [
      { type: 'TextBlock', text: 'Approve a right?', style: 'heading', size: 'large', weight: 'bolder', wrap: true },
      { type: 'TextBlock', text: 'Alex Wilber wants to send on behalf of **Marketing**.', wrap: true },
      {
        type: 'Container',
        style: 'emphasis',
        items: [
          { type: 'TextBlock', text: 'From', isSubtle: true, size: 'small' },
          {
            type: 'RichTextBlock',
            inlines: [{ type: 'TextRun', text: 'Alex Wilber on behalf of Marketing', weight: 'bolder' }],
          },
        ],
      },
      {
        type: 'FactSet',
        facts: [
          { title: 'Asked', value: 'just now' },
          { title: 'Why', value: 'the campaign starts Monday' },
          { title: 'Request', value: 'K7QF' },
        ],
      },
      { type: 'Input.Text', id: 'reason', label: 'Reason (optional)', isMultiline: true, maxLength: 300 },
      { type: 'ActionSet', actions: [button('approve', 'Approve', 'positive'), button('deny', 'Deny', 'destructive')] },
    ],
  };
}

/** What stands in the approval's place once somebody has decided. */
export function decidedCard(by: string): Card {
  return {
    ...head,
    body: [
      {
        type: 'TextBlock',
        text: `Approved by ${by}`,
        style: 'heading',
        size: 'large',
        weight: 'bolder',
        color: 'good',
        wrap: true,
      },
      { type: 'TextBlock', text: 'Outlook may take up to an hour.', wrap: true, isSubtle: true },
      {
        type: 'ActionSet',
        actions: [{ type: 'Action.OpenUrl', title: 'How to use it', url: 'https://support.microsoft.com/' }],
      },
    ],
  };
}

/** Every kind of input that a request's form has. */
export function formCard(): Card {
  return {
    ...head,
    body: [
      { type: 'TextBlock', text: 'New request', style: 'heading', size: 'large', weight: 'bolder' },
      {
        type: 'Input.ChoiceSet',
        id: 'right',
        label: 'Right',
        style: 'expanded',
        isRequired: true,
        errorMessage: 'Choose a right.',
        choices: [
          { title: 'Send as', value: 'sendAs' },
          { title: 'Send on behalf', value: 'sendOnBehalf' },
        ],
      },
      {
        type: 'Input.ChoiceSet',
        id: 'people',
        label: 'Who',
        isMultiSelect: true,
        isRequired: true,
        errorMessage: 'Choose at least one person.',
        placeholder: 'Type a name',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      },
      {
        type: 'Input.ChoiceSet',
        id: 'group',
        label: 'Group',
        isRequired: true,
        errorMessage: 'Choose a group.',
        placeholder: 'Type a group',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'groups' },
      },
      {
        type: 'Input.ChoiceSet',
        id: 'term',
        label: 'For how long',
        value: 'open',
        choices: [
          { title: 'No end', value: 'open' },
          { title: 'Two weeks', value: 'P14D' },
        ],
      },
      { type: 'Input.Date', id: 'until', label: 'Until' },
      { type: 'Input.Toggle', id: 'tell', title: 'Tell me when it ends', value: 'true' },
      {
        type: 'ActionSet',
        actions: [{ type: 'Action.Execute', verb: 'submit', title: 'Ask', style: 'positive', data: {} }],
      },
    ],
  };
}
