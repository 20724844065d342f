namespace Crm.Sdk.Import.Workspaces;

/// <summary>The codes of the findings about a workspace as a whole: its folders, its <c>crm.json</c>, and which mapping is for which fact.</summary>
/// <remarks>What is wrong inside <c>crm.json</c> as with any JSON file (a property that is not known, a wrong kind of value) has the codes of mappings.</remarks>
public static class WorkspaceCodes
{
    /// <summary>The folder is not there, or holds no <c>crm.json</c>.</summary>
    public const string NoWorkspace = "CRM5001";

    /// <summary><c>crm.json</c> is not JSON.</summary>
    public const string NotJson = "CRM5002";

    /// <summary><c>crm.json</c> names no format, or one that is not known here.</summary>
    public const string UnknownFormat = "CRM5003";

    /// <summary>The instant <c>now</c> cannot be read.</summary>
    public const string BadNow = "CRM5004";

    /// <summary>No definition file declares anything.</summary>
    public const string NothingDeclared = "CRM5005";

    /// <summary>A mapping is for a fact that no definition declares.</summary>
    public const string UnknownFact = "CRM5006";

    /// <summary>Two mappings are for one fact.</summary>
    public const string MappedTwice = "CRM5007";

    /// <summary>A fact has no mapping, so that metrics which need its rows cannot be evaluated. A warning.</summary>
    public const string NotMapped = "CRM5008";

    /// <summary>A mapping names no file.</summary>
    public const string NoFile = "CRM5009";

    /// <summary>A mapping names a file outside the data folder.</summary>
    public const string FileOutside = "CRM5010";

    /// <summary>Rows refer to a key that no row of the other fact has. A warning.</summary>
    public const string DanglingReference = "CRM5011";

    /// <summary>A mapping names a file that is not there. A warning.</summary>
    public const string MissingFile = "CRM5012";

    /// <summary>The settings name another currency than the database of the workspace has amounts in.</summary>
    public const string OtherCurrency = "CRM5013";

    /// <summary>The file of a table of rates is not there, or cannot be read.</summary>
    public const string NoRates = "CRM5014";
}
