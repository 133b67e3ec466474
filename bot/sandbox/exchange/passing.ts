const directory = 'Microsoft.Exchange.Data.Directory';
const dc = 'AM0PR01A001DC01.EURPR01A001.PROD.OUTLOOK.COM';

/** Errors that pass by themselves, as Exchange words them: `id|exception|text`. */
export const passingWords: readonly string[] = [
  `Ex7B3E12|${directory}.ADTransientException|Active Directory operation failed on ${dc}. This error is retriable. Additional information: The server is busy.`,
  `Ex1C44F0|${directory}.ADServerSettingsChangedException|An error caused a change in the current set of domain controllers.`,
  `Ex5D0A9B|${directory}.ServerInMMException|The domain controller '${dc}' is not available for use at the moment. Please try again.`,
  `Ex20E7C3|${directory}.DCOverloadedException|Domain controller ${dc} is overloaded.`,
  `Ex8F61D2|${directory}.SuitabilityDirectoryException|An Active Directory error 0x51 occurred when trying to check the suitability of server '${dc}'. Error: 'Active directory response: The LDAP server is unavailable.'`,
  `Ex33B7A8|Microsoft.Exchange.Data.Storage.StorageTransientException|The process failed to get the correct properties.`,
  `Ex9E701B|Microsoft.Exchange.Configuration.CmdletProxyException|Error on proxy command to server AM0PR01MB0001.eurprd01.prod.outlook.com: Server version 15.20.5038.0000, Proxy method PSWS: Cmdlet error with following error message: ${directory}.ADServerSettingsChangedException: An error caused a change in the current set of domain controllers.`,
  `Ex4A9D05|System.TimeoutException|The operation has timed out.`,
];
