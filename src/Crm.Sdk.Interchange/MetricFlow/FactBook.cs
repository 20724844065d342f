using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>The facts of an import by the names that models use, and the scope of their SQL.</summary>
internal sealed class FactBook(FindingLog log, MetricFlowOptions options)
{
    public FindingLog Log { get; } = log;

    public MetricFlowOptions Options { get; } = options;

    /// <summary>The facts in the order of their models.</summary>
    public List<FactDraft> Facts { get; } = [];

    /// <summary>The facts whose key an entity is, by entity.</summary>
    public Dictionary<string, FactDraft> Owners { get; } = new(StringComparer.Ordinal);

    public FactDraft? Find(string name) => Facts.Find(f => f.Name == name);
}

/// <summary>The columns of a model, in its expressions.</summary>
internal sealed class ColumnScope(FactDraft fact, bool isQualified, Yaml.YamlPlace place) : SqlScope
{
    private readonly List<FieldDraft> _added = [];

    public override bool IsOverRows => true;

    public bool HasRounded { get; private set; }

    public override Expression Column(SqlColumn column)
    {
        FieldDraft? field = fact.OfColumn(column.Name);
        if (field is null)
        {
            if (!MetricFlowNames.IsName(column.Name))
            {
                throw new SqlProblemException($"the column '{column.Name}' has no name of the language");
            }

            field = fact.Add(new FieldDraft { Name = fact.FreeName(fact.Reserved.Contains(column.Name) ? column.Name + "_column" : column.Name), Column = column.Name, Place = place });
            _added.Add(field);
        }

        NameExpression name = isQualified ? Trees.Name(fact.Name, field.Name) : Trees.Name(field.Name);
        Fields[name] = field;
        return name;
    }

    public override void Rounded() => HasRounded = true;

    /// <summary>Forgets the columns of an expression that was not read after all.</summary>
    public void Undo()
    {
        foreach (FieldDraft field in _added)
        {
            fact.Forget(field);
        }
    }
}
