using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.MetricFlow.Reading;
using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>Makes facts of semantic models: keys and references of entities, times and dimensions of dimensions.</summary>
internal sealed class FactBuilder(FactBook book)
{
    private static readonly HashSet<string> Fine = new(["nanosecond", "microsecond", "millisecond", "second", "minute", "hour"], StringComparer.Ordinal);

    private FindingLog Log => book.Log;

    /// <param name="models">The models.</param>
    /// <param name="walkers">The entities that go the way of a conversion: each needs a fact.</param>
    public void Build(IReadOnlyList<SemanticModelSource> models, IReadOnlyList<YamlScalar> walkers)
    {
        List<SemanticModelSource> usable = [.. models.Where(IsUsable)];
        foreach (SemanticModelSource model in usable)
        {
            Declare(model, usable);
        }

        foreach (YamlScalar walker in walkers.Where(w => !book.Owners.ContainsKey(w.Value)))
        {
            DeclareWalker(walker, usable);
        }

        foreach (FactDraft fact in book.Facts.ToList())
        {
            AddEntities(fact);
            AddDimensions(fact);
        }

        foreach (YamlScalar walker in walkers)
        {
            if (book.Owners.TryGetValue(walker.Value, out FactDraft? owner))
            {
                owner.IsEntity = true;
            }
        }
    }

    private bool IsUsable(SemanticModelSource model)
    {
        YamlPlace? validity = model.Dimensions.Select(d => d.Validity).FirstOrDefault(v => v is not null) ?? model.Entities.FirstOrDefault(e => e.Kind == EntityKind.Natural)?.Place;
        if (validity is { } place)
        {
            Log.Error(InterchangeCodes.Validity, place, $"'{model}' keeps several versions of a row, each valid for a time; a fact has one row for each key. It is not imported.",
                "Make a model of the rows that hold now, or one of the changes as events.");
            return false;
        }

        return MetricFlowNames.Check(model.Name, "A semantic model", Log);
    }

    private void Declare(SemanticModelSource model, List<SemanticModelSource> models)
    {
        EntitySource? primary = model.Entities.FirstOrDefault(e => e.Kind == EntityKind.Primary) ?? model.Entities.FirstOrDefault(e => e.Kind == EntityKind.Unique);
        string? entity = primary?.Name.Value ?? model.PrimaryEntity?.Value;
        bool isOwner = primary is not null && !book.Owners.ContainsKey(primary.Name.Value) && MetricFlowNames.IsName(primary.Name.Value) && book.Find(primary.Name.Value) is null
            && !models.Exists(m => m != model && m.Name.Value == primary.Name.Value);
        string name = isOwner ? primary!.Name.Value : model.Name.Value;
        if (book.Find(name) is not null)
        {
            Log.Error(InterchangeCodes.NameTwice, model.Place, $"Another model becomes the fact '{name}' already, so '{model}' is not imported.", "Give the two different names.");
            return;
        }

        var fact = new FactDraft { Name = name, Source = model, Place = model.Place, PrimaryEntity = entity };
        book.Facts.Add(fact);
        if (primary is not null)
        {
            book.Owners.TryAdd(primary.Name.Value, fact);
        }

        fact.IsEntity = model.Measures.Count == 0 || (isOwner && models.Exists(m => m != model && m.Entities.Any(e => e.Kind == EntityKind.Foreign && e.Name.Value == entity)));
    }

    // An entity without a model is enough for a conversion: its keys stand in the rows of the steps.
    private void DeclareWalker(YamlScalar walker, List<SemanticModelSource> models)
    {
        if (!models.Exists(m => m.Entities.Any(e => e.Name.Value == walker.Value)) || !MetricFlowNames.Check(walker, "An entity", Log) || book.Find(walker.Value) is not null)
        {
            return;
        }

        Log.Inform(InterchangeCodes.UnknownEntity, walker.Place, $"No model has '{walker.Value}' as its primary entity, and a way needs one: it is declared without attributes.", "Add a model of it when there are attributes.");
        var fact = new FactDraft { Name = walker.Value, Place = walker.Place, PrimaryEntity = walker.Value, IsEntity = true };
        fact.Key = new FieldDraft { Name = "id", Role = FieldRole.Key, Type = DataType.Text, Place = walker.Place };
        book.Facts.Add(fact);
        book.Owners[walker.Value] = fact;
    }

    /// <summary>Tells of facts whose rows nothing tells apart; those of a snapshot are told apart by what they picture, and when.</summary>
    public void TellKeyless()
    {
        foreach (FactDraft fact in book.Facts)
        {
            if (fact is { KeylessAt: { } place, Snapshot: null })
            {
                Log.Warn(InterchangeCodes.NoKey, place, $"'{fact.Source}' has no column that tells its rows apart, and a fact needs one: fill the field '{fact.Name}.row_id'.", "Add a primary entity with a column.");
            }
        }
    }

    private void AddEntities(FactDraft fact)
    {
        if (fact.Source is not { } model)
        {
            return;
        }

        fact.Reserved.UnionWith(model.Dimensions.Where(d => ColumnOf(d.Expression, d.Name) != d.Name.Value).Select(d => d.Name.Value));
        EntitySource? key = model.Entities.FirstOrDefault(e => e.Kind == EntityKind.Primary) ?? model.Entities.FirstOrDefault(e => e.Kind == EntityKind.Unique);
        string? column = key is null ? null : ColumnOf(key.Expression, key.Name);
        if (key is null || column is null)
        {
            fact.KeylessAt = key?.Place ?? model.Place;
        }

        string name = column is null ? "row_id" : column == fact.Name || !MetricFlowNames.IsName(column) ? "id" : column;
        fact.Key = new FieldDraft { Name = name, Column = column ?? "row_id", Role = FieldRole.Key, Type = DataType.Text, Place = key?.Place ?? model.Place };
        fact.Remember(fact.Key);
        if (key is not null)
        {
            fact.Elements[key.Name.Value] = fact.Key;
            if (book.Owners.TryGetValue(key.Name.Value, out FactDraft? owner) && owner != fact)
            {
                AddReference(fact, key, column ?? key.Name.Value, owner);
            }
        }

        foreach (EntitySource entity in model.Entities.Where(e => e != key))
        {
            if (!MetricFlowNames.Check(entity.Name, "An entity", Log))
            {
                continue;
            }

            string? foreign = ColumnOf(entity.Expression, entity.Name);
            if (book.Owners.TryGetValue(entity.Name.Value, out FactDraft? target))
            {
                if (foreign is null)
                {
                    ToFill(entity.Place, $"the reference '{entity}'", fact, entity.Name.Value, entity.Expression!.Value);
                }

                AddReference(fact, entity, foreign ?? entity.Expression!.Value, target);
                continue;
            }

            Log.Inform(InterchangeCodes.UnknownEntity, entity.Place, $"No model has '{entity}' as its primary entity, so it is a dimension of '{fact.Name}' and no reference.", "Import the model of it together with this one.");
            AddElement(fact, entity, entity.Expression, FieldRole.Dimension, DataType.Text, "entity");
        }
    }

    private static void AddReference(FactDraft fact, EntitySource entity, string column, FactDraft target) =>
        fact.Elements[entity.Name.Value] = fact.Add(new FieldDraft
        {
            Name = fact.FreeName(entity.Name.Value), Column = column, Role = FieldRole.Reference, Target = target.Name, Type = DataType.Reference(target.Name), Place = entity.Place,
        });

    private void AddDimensions(FactDraft fact)
    {
        if (fact.Source is not { } model)
        {
            return;
        }

        // Plain columns first: expressions of others may name them.
        foreach (DimensionSource dimension in model.Dimensions.OrderBy(d => ColumnOf(d.Expression, d.Name) is null).ThenBy(d => !d.IsTime))
        {
            if (!MetricFlowNames.Check(dimension.Name, "A dimension", Log) || fact.Elements.ContainsKey(dimension.Name.Value))
            {
                continue;
            }

            if (dimension.IsTime)
            {
                AddTime(fact, dimension, model);
            }
            else
            {
                AddElement(fact, dimension, dimension.Expression, FieldRole.Dimension, null, "dimension");
            }
        }

        if (model.DefaultTime is { } time && !fact.Fields.Exists(f => f.IsDefault))
        {
            Log.Error(InterchangeCodes.UnknownInput, time.Place, $"'{model}' has no time dimension '{time.Value}'.", "Name one of its time dimensions.");
        }

        fact.DefaultTime = fact.Fields.Find(f => f.IsDefault)?.Name;
    }

    private void AddTime(FactDraft fact, DimensionSource time, SemanticModelSource model)
    {
        DataType type = Fine.Contains(time.Granularity) ? DataType.Instant : DataType.Date;
        YamlScalar? expression = time.Expression;
        if (expression is not null && ColumnOf(expression, time.Name) is null && TruncatedColumn(expression.Value) is { } inner)
        {
            type = DataType.Instant;
            Log.Warn(InterchangeCodes.TruncatedTime, expression.Place,
                $"'{time}' cuts '{inner}' to whole periods; here it is the instant itself, and the periods of a question do the cutting, in its zone.", "Nothing is to be done where the two zones agree.");
            expression = new YamlScalar(expression.Place, inner, isPlain: true);
        }

        if (book.Options.Types.TryGetValue($"{fact.Name}.{time}", out DataType? said) && said.Kind is DataKind.Date or DataKind.Instant)
        {
            type = said!;
        }

        if (AddElement(fact, time, expression, FieldRole.Time, type, "time dimension") is { } field)
        {
            field.IsDefault = model.DefaultTime?.Value == time.Name.Value;
        }
    }

    private FieldDraft? AddElement(FactDraft fact, NamedSource source, YamlScalar? expression, FieldRole role, DataType? type, string what)
    {
        string column = expression?.Value ?? source.Name.Value;
        FieldDraft? field;
        if (ColumnOf(expression, source.Name) is { } plain)
        {
            FieldDraft? same = fact.OfColumn(plain);
            if (same?.Name == source.Name.Value && same.Role is not null)
            {
                fact.Elements[source.Name.Value] = same;
                return same;
            }

            string name = fact.FreeName(source.Name.Value);
            field = same is null
                ? new FieldDraft { Name = name, Column = plain, Role = role, Type = type, Place = source.Place }
                : new FieldDraft { Name = name, Role = role, Value = Trees.Name(same.Name), Same = same, Place = source.Place };
            fact.Add(field);
        }
        else
        {
            field = AddDerived(fact, source, expression!, role, type, what);
        }

        if (field is not null)
        {
            fact.Elements[source.Name.Value] = field;
        }

        if (field is not null && field.Name != source.Name.Value)
        {
            Log.Inform(InterchangeCodes.Renamed, source.Place, $"The {what} '{source}' is called '{field.Name}' here, because another field of '{fact.Name}' has its name already.", "");
        }

        return field;
    }

    private FieldDraft? AddDerived(FactDraft fact, NamedSource source, YamlScalar expression, FieldRole role, DataType? type, string what)
    {
        var scope = new ColumnScope(fact, isQualified: false, expression.Place);
        string problem;
        if (SqlParser.Read(expression.Value, out problem) is { } sql)
        {
            try
            {
                Expression value = new SqlTranslator(scope, book.Options.QuotientScale).Translate(sql);
                TellRounded(scope, expression.Place, source.Name.Value);
                return fact.Add(new FieldDraft { Name = fact.FreeName(source.Name.Value), Role = role, Value = value, Place = source.Place });
            }
            catch (SqlProblemException e)
            {
                problem = e.Message;
                scope.Undo();
            }
        }

        if (book.Options.UnreadExpressions == UnreadExpression.LeaveOut)
        {
            Log.Error(InterchangeCodes.UnreadSql, expression.Place, $"The SQL of the {what} '{source}' is not read: {problem}. It is left out.", "Give it a column of its own.");
            return null;
        }

        string name = fact.FreeName(source.Name.Value);
        Log.Warn(InterchangeCodes.FieldToFill, expression.Place, $"The SQL of the {what} '{source}' is not read: {problem}.",
            $"Fill the field '{fact.Name}.{name}' with what it gives: {MetricFlowNames.Clip(expression.Value)}");
        return fact.Add(new FieldDraft { Name = name, Column = expression.Value, Role = role, Type = type, Place = source.Place });
    }

    /// <summary>Tells that a quotient inside an aggregate or a field is rounded.</summary>
    public void TellRounded(ColumnScope scope, YamlPlace place, string what)
    {
        if (scope.HasRounded)
        {
            Log.Warn(InterchangeCodes.RoundedQuotient, place, $"'{what}' divides inside a row, where exact decimals are kept: its quotients are rounded to {book.Options.QuotientScale} decimal places.",
                "Divide aggregates instead, which is exact, or set MetricFlowOptions.QuotientScale.");
        }
    }

    private void ToFill(YamlPlace place, string what, FactDraft fact, string field, string sql) =>
        Log.Warn(InterchangeCodes.FieldToFill, place, $"The SQL of {what} is not read.", $"Fill the field '{fact.Name}.{field}' with what it gives: {MetricFlowNames.Clip(sql)}");

    /// <summary>The column, when an expression is nothing else; that of the name when there is no expression.</summary>
    public static string? ColumnOf(YamlScalar? expression, YamlScalar name)
    {
        string text = (expression ?? name).Value.Trim();
        return MetricFlowNames.IsName(text) ? expression is not null && SqlParser.Read(text, out _) is not (null or SqlColumn) ? null : text
            : SqlParser.Read(text, out _) is SqlColumn column && MetricFlowNames.IsName(column.Name) ? column.Name : null;
    }

    // date_trunc('day', x), date(x), cast(x as date), x::date, cast(x as timestamp).
    private static string? TruncatedColumn(string sql) => SqlParser.Read(sql, out _) switch
    {
        SqlCall { Function: "date_trunc", Arguments: [SqlText, SqlColumn column] } => column.Name,
        SqlCall { Function: "date_trunc" or "timestamp_trunc", Arguments: [SqlColumn column, SqlColumn] } => column.Name,
        SqlCall { Function: "date", Arguments: [SqlColumn column] } => column.Name,
        SqlCast { Type: "date" or "timestamp" or "datetime", Operand: SqlColumn column } => column.Name,
        _ => null,
    };
}
