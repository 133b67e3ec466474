import type * as Renderer from 'adaptivecards';

declare global {
  interface Window {
    readonly AdaptiveCards: typeof Renderer;
  }
}

/** Microsoft's renderer, loaded by a script element before this module. */
export const AC = window.AdaptiveCards;
export type { Renderer };

const colour = (name: string) => ({ default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` });
const foregroundColors = {
  default: colour('text'),
  dark: colour('text'),
  light: colour('text'),
  accent: colour('accent'),
  good: colour('good'),
  warning: colour('warning'),
  attention: colour('attention'),
};
const container = (name: string) => ({ backgroundColor: `var(--card-fill-${name})`, foregroundColors });

/**
 * Sizes and colours as in Teams. Every colour is a property of the style sheet, so that a card follows the theme at
 * once, without being drawn again under somebody's hands.
 */
export const hostConfig = new AC.HostConfig({
  fontFamily: 'var(--font)',
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--card-line)' },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 28 },
  imageSizes: { small: 32, medium: 48, large: 96 },
  containerStyles: {
    default: container('default'),
    emphasis: container('emphasis'),
    good: container('good'),
    attention: container('attention'),
    warning: container('warning'),
    accent: container('accent'),
  },
  textBlock: { headingLevel: 3 },
  factSet: {
    title: { color: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 120 },
    value: { color: 'default', weight: 'default', wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', spacing: 'small', weight: 'bolder' },
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12 },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
});
