namespace Crm.Sdk.Interchange.Findings;

/// <summary>The codes of the findings of an import: 6101 to 6109 about the file, 6110 to 6129 about facts, 6130 to 6159 about metrics.</summary>
public static class InterchangeCodes
{
    /// <summary>The file is not YAML, or holds what YAML allows and no model has.</summary>
    public const string NotYaml = "CRM6101";

    /// <summary>A part has another form than MetricFlow gives it.</summary>
    public const string WrongForm = "CRM6102";

    /// <summary>A property that MetricFlow does not have.</summary>
    public const string UnknownProperty = "CRM6103";

    /// <summary>Something without which a part means nothing is missing.</summary>
    public const string MissingProperty = "CRM6104";

    /// <summary>Two parts have one name.</summary>
    public const string NameTwice = "CRM6105";

    /// <summary>A name cannot be one of the language.</summary>
    public const string BadName = "CRM6106";

    /// <summary>A part that says nothing about what a number means is left out.</summary>
    public const string LeftOut = "CRM6107";

    /// <summary>A saved query has no counterpart among definitions.</summary>
    public const string SavedQuery = "CRM6108";

    /// <summary>A semantic model has no column that tells its rows apart.</summary>
    public const string NoKey = "CRM6110";

    /// <summary>The types of fields are assumed, because MetricFlow does not say them.</summary>
    public const string AssumedTypes = "CRM6111";

    /// <summary>No model has an entity as its primary one.</summary>
    public const string UnknownEntity = "CRM6112";

    /// <summary>A semantic model keeps several versions of a row.</summary>
    public const string Validity = "CRM6113";

    /// <summary>A field has another name than its column.</summary>
    public const string Renamed = "CRM6114";

    /// <summary>The time dimension truncates its column.</summary>
    public const string TruncatedTime = "CRM6115";

    /// <summary>A SQL expression of a field cannot be read, and the host fills the field.</summary>
    public const string FieldToFill = "CRM6116";

    /// <summary>A quotient over rows is rounded.</summary>
    public const string RoundedQuotient = "CRM6117";

    /// <summary>A SQL expression cannot be read.</summary>
    public const string UnreadSql = "CRM6130";

    /// <summary>A filter names something that its rows do not have.</summary>
    public const string UnknownReference = "CRM6131";

    /// <summary>A filter over time, which is the question's.</summary>
    public const string TimeFilter = "CRM6132";

    /// <summary>A measure or metric that is not defined, or was not imported.</summary>
    public const string UnknownInput = "CRM6133";

    /// <summary>A measure that is not added up over one of its dimensions.</summary>
    public const string NonAdditive = "CRM6134";

    /// <summary>A sum of no rows is 0 here and missing there.</summary>
    public const string EmptySum = "CRM6135";

    /// <summary>The way in which a cumulative metric is shown at a coarser grain differs.</summary>
    public const string PeriodAggregation = "CRM6136";

    /// <summary>A window or an offset that cannot be expressed.</summary>
    public const string Window = "CRM6137";

    /// <summary>An offset to the beginning of a period cannot be expressed.</summary>
    public const string OffsetToGrain = "CRM6138";

    /// <summary>Conversions are counted in another way.</summary>
    public const string ConversionCount = "CRM6139";

    /// <summary>A conversion that cannot be expressed.</summary>
    public const string Conversion = "CRM6140";

    /// <summary>A percentile that differs.</summary>
    public const string Percentile = "CRM6141";

    /// <summary>A filter cannot be handed on to what is filtered.</summary>
    public const string FilterNotHandedOn = "CRM6142";

    /// <summary>What was made of a definition does not bind.</summary>
    public const string DoesNotBind = "CRM6150";
}
