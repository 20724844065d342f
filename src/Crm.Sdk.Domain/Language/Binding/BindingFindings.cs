namespace Crm.Sdk.Language.Binding;

/// <summary>The codes of what can be wrong when definitions are bound; docs/articles/findings.md explains each.</summary>
internal static class BindingFindings
{
    public const string DuplicateName = "CRM2001";
    public const string UnknownFact = "CRM2002";
    public const string UnknownField = "CRM2003";
    public const string UnknownMetric = "CRM2004";
    public const string UnknownRole = "CRM2005";
    public const string AmbiguousRole = "CRM2006";
    public const string AmbiguousPath = "CRM2007";
    public const string NoPath = "CRM2008";
    public const string AmbiguousName = "CRM2009";
    public const string Circle = "CRM2010";
    public const string TypeMismatch = "CRM2011";
    public const string UnitMismatch = "CRM2012";
    public const string WrongLevel = "CRM2013";
    public const string NoSubject = "CRM2014";
    public const string TwoSubjects = "CRM2015";
    public const string HistoryWithoutTime = "CRM2016";
    public const string ReadingNotAvailable = "CRM2017";
    public const string Contradiction = "CRM2018";
    public const string DivisionOverRow = "CRM2019";
    public const string WrongArguments = "CRM2020";
    public const string ScaleTooLarge = "CRM2021";
    public const string NoAggregate = "CRM2022";
    public const string TooLarge = "CRM2023";
    public const string NotAnEntity = "CRM2024";
    public const string InequalityAndNull = "CRM2025";
    public const string EachWithoutAggregate = "CRM2026";
    public const string UnknownUnit = "CRM2027";
    public const string CalendarUnit = "CRM2028";
    public const string TwoWindows = "CRM2029";
    public const string UnknownDimension = "CRM2031";
    public const string WrongJourney = "CRM2032";
    public const string AnchorAtMoment = "CRM2086";
    public const string NoShare = "CRM2087";
    public const string WrongAttribution = "CRM2088";
    public const string WrongPart = "CRM2089";

    // Money.
    public const string MixedCurrency = "CRM2070";
    public const string BadCurrencyField = "CRM2071";
    public const string NoRateDay = "CRM2072";
    public const string AverageOfMoment = "CRM2073";
    public const string TwoConversions = "CRM2074";
    public const string NothingToConvert = "CRM2075";
    public const string ConversionInSegment = "CRM2076";

    // Parameters.
    public const string WrongParameters = "CRM2077";
    public const string BadParameter = "CRM2079";

    // Calendars.
    public const string UnknownZone = "CRM2040";
    public const string UnknownCalendar = "CRM2041";
    public const string NeverOpen = "CRM2116";
    public const string NoEvents = "CRM2117";
    public const string UnknownEvent = "CRM2118";
    public const string EventDaysOverlap = "CRM2119";

    // States and histories.
    public const string StateWithoutTime = "CRM2050";
    public const string NoState = "CRM2051";
    public const string StateByRole = "CRM2052";
    public const string BadHistory = "CRM2053";
    public const string NoOwnKey = "CRM2054";
    public const string ReadingWithoutTime = "CRM2055";
    public const string StateInWindow = "CRM2056";

    // Versions.
    public const string UnknownVersion = "CRM2080";
    public const string VersionOverlap = "CRM2081";
    public const string VersionGap = "CRM2082";
    public const string VersionUnit = "CRM2083";
    public const string VersionWithoutPeriod = "CRM2084";
    public const string VersionOfNoMetric = "CRM2085";

    // States over a stretch of time.
    public const string NotOneState = "CRM2060";
    public const string NoSense = "CRM2061";
    public const string ThenOverStretch = "CRM2062";
    public const string WrongStages = "CRM2063";
    public const string NoHistoryOfRow = "CRM2064";

    // Snapshots.
    public const string SnapshotKey = "CRM2065";
    public const string SnapshotWithoutReading = "CRM2066";
    public const string SnapshotReading = "CRM2067";
    public const string BridgeOfOther = "CRM2068";

    // Targets.
    public const string TargetSegment = "CRM2100";
    public const string TargetWithoutBaseline = "CRM2101";
    public const string TargetPoints = "CRM2102";
    public const string TargetUnit = "CRM2103";
    public const string TargetAllocation = "CRM2104";
    public const string TargetDirection = "CRM2105";
    public const string TargetTime = "CRM2106";
    public const string TargetValue = "CRM2107";
    public const string TargetWithoutTime = "CRM2108";

    // What was probably not meant.
    public const string ExcludesNothing = "CRM2090";
    public const string OtherPopulation = "CRM2091";
    public const string SumOfAverages = "CRM2092";
    public const string Unreachable = "CRM2093";
    public const string Orphan = "CRM2094";
}
