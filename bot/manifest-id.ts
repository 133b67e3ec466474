import manifest from '../manifest/manifest.json' with { type: 'json' };

/** The app's id in our manifest: the tenant's catalog knows the app by it, as its external id. */
export const manifestAppId: string = manifest.id;
