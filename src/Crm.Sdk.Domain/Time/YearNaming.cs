namespace Crm.Sdk.Time;

/// <summary>After which calendar year a fiscal or retail year is named.</summary>
public enum YearNaming
{
    /// <summary>The one in which it ends.</summary>
    End,

    /// <summary>The one in which it begins.</summary>
    Begin,
}
