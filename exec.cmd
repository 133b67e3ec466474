@rem The word that npm start begins with, for the shell of Windows, which has none: runs what follows it.
@%*
