/** Host configurations in the manner of Teams' three themes, for Microsoft's own renderer. */

export type Theme = 'light' | 'dark' | 'contrast';

interface Palette {
  readonly page: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly line: string;
  readonly fills: Readonly<Record<'default' | 'emphasis' | 'accent' | 'good' | 'attention' | 'warning', string>>;
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#f5f5f5',
    text: '#242424',
    subtle: '#616161',
    accent: '#4f52b2',
    good: '#0e700e',
    warning: '#7a5200',
    attention: '#b10e1c',
    line: '#d1d1d1',
    fills: {
      default: '#ffffff',
      emphasis: '#f0f0f0',
      accent: '#e8ebfa',
      good: '#e7f2da',
      attention: '#fde7e9',
      warning: '#fbf0d0',
    },
  },
  dark: {
    page: '#1f1f1f',
    text: '#ffffff',
    subtle: '#c8c8c8',
    accent: '#a6a9f5',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#ff9aa5',
    line: '#525252',
    fills: {
      default: '#292929',
      emphasis: '#3d3d3d',
      accent: '#33344a',
      good: '#233a16',
      attention: '#4a1f25',
      warning: '#463a0b',
    },
  },
  contrast: {
    page: '#000000',
    text: '#ffffff',
    subtle: '#ffffff',
    accent: '#1aebff',
    good: '#3ff23f',
    warning: '#ffff01',
    attention: '#ffff01',
    line: '#ffffff',
    fills: {
      default: '#000000',
      emphasis: '#000000',
      accent: '#000000',
      good: '#000000',
      attention: '#000000',
      warning: '#000000',
    },
  },
};

/** A host configuration as `new AdaptiveCards.HostConfig(…)` takes it. */
export function hostConfig(theme: Theme): object {
  const palette = palettes[theme];
  const colour = (value: string) => ({ default: value, subtle: value });
  const foregroundColors = {
    default: { default: palette.text, subtle: palette.subtle },
    dark: colour(palette.text),
    light: colour(palette.text),
    accent: colour(palette.accent),
    good: colour(palette.good),
    warning: colour(palette.warning),
    attention: colour(palette.attention),
  };
  const styles = Object.entries(palette.fills).map(([name, backgroundColor]) => [
    name,
    { backgroundColor, borderColor: palette.line, foregroundColors },
  ]);
  return {
    fontFamily: "'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 28, extraLarge: 32 },
    spacing: { small: 6, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: palette.line },
    supportsInteractivity: true,
    textBlock: { headingLevel: 3 },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      spacing: 'default',
      preExpandSingleShowCardAction: false,
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
    },
    containerStyles: Object.fromEntries(styles),
  };
}
