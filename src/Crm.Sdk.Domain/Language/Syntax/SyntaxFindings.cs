namespace Crm.Sdk.Language.Syntax;

/// <summary>The codes of findings about the form of definitions. A code keeps its meaning for good; a retired one is not given again.</summary>
internal static class SyntaxFindings
{
    // Characters and tokens.
    public const string TextTooLong = "CRM1001";
    public const string UnknownCharacter = "CRM1002";
    public const string UnclosedQuote = "CRM1003";
    public const string MalformedNumber = "CRM1004";
    public const string NumberTooLong = "CRM1005";
    public const string NameTooLong = "CRM1006";
    public const string NoSuchDay = "CRM1007";
    public const string ForbiddenInQuotes = "CRM1008";
    public const string UnknownEscape = "CRM1009";
    public const string ForeignOperator = "CRM1010";
    public const string NotAName = "CRM1011";
    public const string WrongQuotes = "CRM1012";

    // Declarations and fields.
    public const string UnknownDeclaration = "CRM1020";
    public const string TooManyDeclarations = "CRM1021";
    public const string MissingName = "CRM1022";
    public const string Expected = "CRM1023";
    public const string UnknownShape = "CRM1024";
    public const string UnknownField = "CRM1025";
    public const string UnknownType = "CRM1026";
    public const string UnknownCurrency = "CRM1027";
    public const string ScaleOutOfRange = "CRM1028";
    public const string MisplacedModifier = "CRM1029";
    public const string Repeated = "CRM1030";
    public const string UnclosedBrace = "CRM1031";
    public const string Unexpected = "CRM1032";
    public const string BadClauseValue = "CRM1033";
    public const string DottedName = "CRM1034";
    public const string WrongType = "CRM1035";

    // Expressions.
    public const string MissingOperand = "CRM1040";
    public const string UnclosedParenthesis = "CRM1041";
    public const string ChainedComparison = "CRM1042";
    public const string UnknownFunction = "CRM1043";
    public const string MisplacedNot = "CRM1044";
    public const string MisplacedClause = "CRM1045";
    public const string BadDuration = "CRM1046";
    public const string MisplacedPercent = "CRM1047";
    public const string BadProbability = "CRM1048";
    public const string UnknownMethod = "CRM1049";
    public const string NotALiteral = "CRM1050";
    public const string MisplacedEach = "CRM1051";
    public const string TooDeep = "CRM1052";
    public const string NullIsNoValue = "CRM1053";
    public const string IncompleteOperator = "CRM1054";
    public const string TooManyArguments = "CRM1055";
    public const string UnaryPlus = "CRM1056";

    // Calendars.
    public const string MissingZone = "CRM1060";
    public const string UnknownLine = "CRM1061";
    public const string BadHours = "CRM1062";
    public const string HoursDoNotRise = "CRM1063";
    public const string DayTwice = "CRM1064";
    public const string NoHours = "CRM1065";

    // Intervals and histories.
    public const string IncompleteInterval = "CRM1070";
    public const string MisplacedReading = "CRM1071";
    public const string IncompleteStages = "CRM1072";

    // Snapshots.
    public const string IncompleteSnapshot = "CRM1080";

    // Targets.
    public const string BadTarget = "CRM1090";

    // Versions.
    public const string BadVersion = "CRM1095";

    public const string TooManyFindings = "CRM1099";

    // JSON.
    public const string JsonMalformed = "CRM1101";
    public const string JsonTooLong = "CRM1102";
    public const string JsonUnknownProperty = "CRM1103";
    public const string JsonMissingProperty = "CRM1104";
    public const string JsonWrongKind = "CRM1105";
    public const string JsonBadValue = "CRM1106";
    public const string JsonUnknownFormat = "CRM1107";
    public const string JsonNotWritable = "CRM1108";
    public const string JsonRepeatedProperty = "CRM1109";
}
