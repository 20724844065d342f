using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>A file of MetricFlow.</summary>
public sealed class MetricFlowFile
{
    /// <summary>Its name, for findings.</summary>
    public required string Name { get; init; }

    /// <summary>Its text.</summary>
    public required string Yaml { get; init; }
}

/// <summary>Which column of a semantic model fills a field.</summary>
public sealed class MetricFlowColumn
{
    /// <summary>The semantic model.</summary>
    public required string Model { get; init; }

    /// <summary>The fact that was made of it.</summary>
    public required string Fact { get; init; }

    /// <summary>The field.</summary>
    public required string Field { get; init; }

    /// <summary>The column, or the SQL that fills the field.</summary>
    public required string Column { get; init; }

    /// <summary>The four as <c>orders: order.channel = sales_channel</c>.</summary>
    public override string ToString() => $"{Model}: {Fact}.{Field} = {Column}";
}

/// <summary>What was made of models of MetricFlow: definitions that bind, and what could not be made.</summary>
public sealed class MetricFlowImport
{
    /// <summary>The definitions, in the order in which they are printed. They bind without errors.</summary>
    public required CrmDocument Document { get; init; }

    /// <summary>What differs (warnings), what was not imported (errors), and what is good to know, by file and place.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Which column fills which field.</summary>
    public required IReadOnlyList<MetricFlowColumn> Columns { get; init; }

    /// <summary>The definitions as text.</summary>
    public string Text => Document.Text;

    /// <summary>Whether all was imported; what differs may still be told by warnings.</summary>
    public bool IsComplete => Findings.All(f => f.Severity != FindingSeverity.Error);
}
