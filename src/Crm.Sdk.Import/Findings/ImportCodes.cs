namespace Crm.Sdk.Import.Findings;

/// <summary>The codes of the findings that an import gives: 4000 to 4019 about the mapping, 4020 to 4029 about the file, 4030 to 4059 about a row, from 4060 about a revert.</summary>
public static class ImportCodes
{
    /// <summary>The mapping is not JSON.</summary>
    public const string NotJson = "CRM4000";

    /// <summary>The mapping names no format, or one that is not known here.</summary>
    public const string UnknownFormat = "CRM4001";

    /// <summary>The mapping has a property that is not known.</summary>
    public const string UnknownProperty = "CRM4002";

    /// <summary>A property of the mapping stands twice in one object.</summary>
    public const string PropertyTwice = "CRM4003";

    /// <summary>A property of the mapping is missing.</summary>
    public const string MissingProperty = "CRM4004";

    /// <summary>A property of the mapping has the wrong kind of value.</summary>
    public const string WrongKind = "CRM4005";

    /// <summary>A property of the mapping has a value that is not among the allowed ones.</summary>
    public const string ValueNotAllowed = "CRM4006";

    /// <summary>Two settings of the mapping exclude each other.</summary>
    public const string SettingsConflict = "CRM4007";

    /// <summary>A date pattern of the mapping cannot be used.</summary>
    public const string BadDatePattern = "CRM4008";

    /// <summary>The mapping names a time zone that is not in the time zone database.</summary>
    public const string UnknownZone = "CRM4009";

    /// <summary>The mapping names a text encoding that is not known.</summary>
    public const string UnknownEncoding = "CRM4010";

    /// <summary>The mapping is for another fact.</summary>
    public const string OtherFact = "CRM4011";

    /// <summary>The mapping fills a field that the fact does not have.</summary>
    public const string UnknownField = "CRM4012";

    /// <summary>The mapping does not fill the key.</summary>
    public const string KeyNotMapped = "CRM4013";

    /// <summary>The mapping does not fill a field, which stays null. A warning.</summary>
    public const string FieldNotMapped = "CRM4014";

    /// <summary>An option of the mapping does not fit the type of its field.</summary>
    public const string OptionDoesNotFit = "CRM4015";

    /// <summary>A value written in the mapping is not one of its field's type.</summary>
    public const string BadMappingValue = "CRM4016";

    /// <summary>The mapping names a kind of aggregate that rows cannot become.</summary>
    public const string UnknownConcept = "CRM4017";

    /// <summary>The mapping fills a fact where one into aggregates is wanted.</summary>
    public const string NotIntoAggregates = "CRM4018";

    /// <summary>The pipeline of the mapping cannot be set up in the store as the mapping says.</summary>
    public const string BadPipeline = "CRM4019";

    /// <summary>The file cannot be opened or read.</summary>
    public const string CannotRead = "CRM4020";

    /// <summary>The file has no header row.</summary>
    public const string NoHeader = "CRM4021";

    /// <summary>The header lacks a column that the mapping uses.</summary>
    public const string UnknownColumn = "CRM4022";

    /// <summary>The header holds twice a column that the mapping uses.</summary>
    public const string ColumnTwice = "CRM4023";

    /// <summary>The file is not in the declared encoding.</summary>
    public const string WrongEncoding = "CRM4024";

    /// <summary>The compressed file is cut short or damaged.</summary>
    public const string BrokenCompression = "CRM4025";

    /// <summary>The file is not text.</summary>
    public const string NotText = "CRM4026";

    /// <summary>The store could not be written: the import ended there.</summary>
    public const string StoreFailed = "CRM4027";

    /// <summary>A row has fewer fields than the header.</summary>
    public const string TooFewFields = "CRM4030";

    /// <summary>A row has more fields than the header.</summary>
    public const string TooManyFields = "CRM4031";

    /// <summary>A quoted field is not closed before the file ends.</summary>
    public const string UnclosedQuote = "CRM4032";

    /// <summary>A quoted field goes on after its closing quote.</summary>
    public const string StrayQuote = "CRM4033";

    /// <summary>A field or a row is longer than the limit.</summary>
    public const string TooLong = "CRM4034";

    /// <summary>A field holds bytes that are not text in the declared encoding.</summary>
    public const string BadBytes = "CRM4035";

    /// <summary>A field holds a NUL character.</summary>
    public const string NulCharacter = "CRM4036";

    /// <summary>A field is not a number.</summary>
    public const string NotANumber = "CRM4040";

    /// <summary>A number has more decimal places than its field keeps.</summary>
    public const string TooManyDecimals = "CRM4041";

    /// <summary>A number is too large for its field.</summary>
    public const string NumberTooLarge = "CRM4042";

    /// <summary>A number is outside the range that the mapping allows.</summary>
    public const string OutsideRange = "CRM4043";

    /// <summary>A field is not a date, or not one that exists.</summary>
    public const string NotADate = "CRM4044";

    /// <summary>A local time was skipped when clocks went forward.</summary>
    public const string SkippedTime = "CRM4045";

    /// <summary>A field is neither of the words for true nor of those for false.</summary>
    public const string NotABoolean = "CRM4046";

    /// <summary>A row has no key.</summary>
    public const string MissingKey = "CRM4047";

    /// <summary>An earlier row has the same key.</summary>
    public const string DuplicateKey = "CRM4048";

    /// <summary>A row lacks a value without which its aggregate cannot be.</summary>
    public const string MissingValue = "CRM4050";

    /// <summary>A text is none of the words that its field takes.</summary>
    public const string UnknownWord = "CRM4051";

    /// <summary>A field names an aggregate that is not known.</summary>
    public const string UnresolvedReference = "CRM4052";

    /// <summary>A field names more than one thing.</summary>
    public const string AmbiguousReference = "CRM4053";

    /// <summary>A row says something else of what has happened and cannot be changed.</summary>
    public const string CannotChange = "CRM4054";

    /// <summary>The domain refuses what a row says.</summary>
    public const string Refused = "CRM4055";

    /// <summary>Rows of one aggregate do not agree.</summary>
    public const string RowsDisagree = "CRM4056";

    /// <summary>Another row of the same aggregate is rejected.</summary>
    public const string OtherRowRejected = "CRM4057";

    /// <summary>Somebody else changed aggregates of a batch while it was written, twice.</summary>
    public const string Conflict = "CRM4058";

    /// <summary>No commit belongs to the import that is to be reverted.</summary>
    public const string UnknownImport = "CRM4060";

    /// <summary>What an import brought was changed by others since and stays.</summary>
    public const string ChangedSince = "CRM4061";

    /// <summary>What an import added is referred to by others and stays.</summary>
    public const string ReferredTo = "CRM4062";

    /// <summary>A former value cannot be given back.</summary>
    public const string CannotRestore = "CRM4063";
}
