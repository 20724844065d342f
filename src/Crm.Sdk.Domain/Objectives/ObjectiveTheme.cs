namespace Crm.Sdk.Objectives;

/// <summary>What an objective of CRM can be about: the ten themes that a plan is asked to cover or leave out on purpose.</summary>
public enum ObjectiveTheme
{
    /// <summary>It serves revenue, share or loyalty as the business wants them.</summary>
    BusinessAlignment,

    /// <summary>It begins with what customers need.</summary>
    CustomerCentricity,

    /// <summary>It speaks with customers over more channels.</summary>
    Engagement,

    /// <summary>It makes customers content and loyal.</summary>
    SatisfactionLoyalty,

    /// <summary>It makes the work for customers faster or cheaper.</summary>
    ProcessEfficiency,

    /// <summary>It uses what is known of customers for decisions.</summary>
    DataUtilisation,

    /// <summary>It keeps customers.</summary>
    Retention,

    /// <summary>It sells more to those there are.</summary>
    RevenueGrowth,

    /// <summary>It keeps to the law on data.</summary>
    Compliance,

    /// <summary>It measures and looks again.</summary>
    Measurement,
}
