using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Aggregates over rows.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindAggregate(AggregateExpression aggregate, BindingContext context)
    {
        if (context.Level == Level.Row)
        {
            return Error(context, aggregate, BindingFindings.WrongLevel, "An aggregate cannot stand over a single row.",
                "Use it in a metric, or in a condition of a segment or of 'each'.");
        }

        if (aggregate.Operand is EachExpression each)
        {
            return BindEach(aggregate, each, context);
        }

        if (aggregate.Operand is MetricCallExpression { Metric.Parts: [_, not PartWord] } added && IsOfAttribution(added))
        {
            return Error(context, added, BindingFindings.WrongPart, "This is a sum already, and no value of a row.", $"Write it without '{Word(aggregate.Kind)}'; of the parts of rows, {Word(aggregate.Kind)}({added.Metric.Parts[0]}.part(net)).");
        }

        if (SubjectOf(aggregate, context) is not { } subject)
        {
            return null;
        }

        if (aggregate.Kind == AggregateKind.TimeIn)
        {
            if (StayFrame(aggregate, subject, context) is not { } stay)
            {
                return null;
            }

            context = context with { Frame = stay };
        }

        bool wholeRows = aggregate.Operand is NameExpression { Parts.Count: 1 } name && name.Parts[0] == subject.Name;
        var row = new BindingContext
        {
            Document = context.Document, Level = Level.Row, Fact = subject.Fact, Alias = subject.Name, Lineage = context.Lineage,
            Resolving = context.Resolving, Use = context.Use, Journey = subject.Journey,
        };
        BoundExpression? operand = null;
        if (wholeRows && aggregate.Kind is not (AggregateKind.Count or AggregateKind.TimeIn))
        {
            return Error(context, aggregate.Operand, BindingFindings.WrongLevel, $"'{subject.Name}' names rows, and this aggregate needs a value of each.",
                $"Write for example {Word(aggregate.Kind)}({subject.Name}.{FirstMeasure(subject.Fact)}).");
        }

        if (!wholeRows && (operand = Bind(aggregate.Operand, row)) is null)
        {
            return null;
        }

        if (operand is not null && !Takes(aggregate.Kind, operand.Type))
        {
            return Error(context, aggregate.Operand, BindingFindings.TypeMismatch, $"'{Word(aggregate.Kind)}' does not take {operand.Type}.",
                aggregate.Ended is null ? MendOperand(operand.Type) : "Lengths are numbers or lengths of time.");
        }

        if (!TryBindFilters(aggregate, subject, row, context, out BoundExpression? filter)
            || !TryBindRole(aggregate, subject, context, out BoundTimeRole? role, out BoundTimeRole? within)
            || !TryBindEntityPath(aggregate, subject.Fact, context, out IReadOnlyList<BoundReference>? entityPath))
        {
            return null;
        }

        if (!TryPlace(aggregate, subject.Fact, role, context, ref operand) || !TryPlace(aggregate, subject.Fact, role, context, ref filter)
            || !TryBindExclusions(aggregate, subject, role, row, context, out IReadOnlyList<BoundExclusion> exclusions))
        {
            return null;
        }

        if (!TryConvert(aggregate, role, BoundExclusion.Without(filter, exclusions), context, ref operand, out DataType? money, out BoundExpression? unrated))
        {
            return null;
        }

        WarnOfRepeated(aggregate, subject.Fact, operand, filter, context);
        BoundExpression? ended = null;
        Rational at = default;
        if (aggregate.Ended is not null && !TryBindEnding(aggregate, subject.Fact, role, operand!, row, context, ref filter, out ended, out at))
        {
            return null;
        }

        BoundExpression? before = filter;
        filter = BoundExclusion.Without(filter, exclusions);

        if (context.Frame.IsStretch && !HasSense(aggregate, operand, unrated is not null, context))
        {
            return null;
        }

        if (context.Frame.Window is FrameWindow.Lasting or FrameWindow.Weighted)
        {
            return BindStay(aggregate, subject.Fact, role!, operand, money, filter, entityPath, exclusions, before, context);
        }

        (AggregateKind kind, int probability) = Normalized(aggregate);
        DataType type = kind is AggregateKind.Count or AggregateKind.Distinct or AggregateKind.Survival ? DataType.Number : money ?? TypeRules.Aggregated(operand!.Type);
        bool isPerPeriod = ReferenceEquals(context.Frame, BoundFrame.None) && (operand?.IsReadPerPeriod() == true || filter?.IsReadPerPeriod() == true || ended?.IsReadPerPeriod() == true);
        BoundFrame frame = isPerPeriod ? BoundFrame.PerPeriod : context.Frame;
        var bound = new BoundAggregate(
            type, kind, subject.Fact, operand, filter, role, probability, aggregate.Method, entityPath, frame, MaturitiesOf(operand, filter, context))
        {
            Ended = ended, At = at, Within = within, Exclusions = exclusions, Unexcluded = before,
            OfDay = frame.IsDaily ? OfDay(type, kind, subject.Fact, operand, filter, role, probability, aggregate.Method) : null,
            Unrated = unrated is null ? null
                : new BoundAggregate(DataType.Number, AggregateKind.Count, subject.Fact, null, unrated, role, 0, aggregate.Method, entityPath, frame, []) { Within = within },
        };
        context.Aggregates?.Add(bound);
        return bound;
    }

    private static (AggregateKind Kind, int Probability) Normalized(AggregateExpression aggregate) => aggregate.Kind switch
    {
        AggregateKind.Median => (AggregateKind.Percentile, 5_000),
        AggregateKind.Percentile => (AggregateKind.Percentile, (int)((aggregate.Probability ?? Rational.Zero) * 10_000).ToScaled(0)),
        AggregateKind.Lifetime => (AggregateKind.Lifetime, (int)((aggregate.Probability ?? new Rational(1, 2)) * 10_000).ToScaled(0)),
        AggregateKind other => (other, 0),
    };

    private static string Word(AggregateKind kind) => kind.ToString().ToLowerInvariant();

    private static string MendOperand(DataType type) =>
        type.IsTextual ? "Texts can be counted: count or distinct."
        : type.Kind == DataKind.Boolean ? "Count the rows for which it holds: count(… where …)."
        : "Of times there are min, max, count and distinct.";

    private static string FirstMeasure(BoundFact fact) =>
        fact.Schema.Fields.FirstOrDefault(f => f.Role == FieldRole.Measure)?.Name ?? fact.Schema.Key.Name;

    private static bool Takes(AggregateKind kind, DataType type) => kind switch
    {
        AggregateKind.Count or AggregateKind.Distinct => true,
        AggregateKind.Min or AggregateKind.Max => type.IsAdditive || type.Kind is DataKind.Date or DataKind.Instant,
        AggregateKind.Survival or AggregateKind.Lifetime => type.IsNumeric || type.Kind == DataKind.Duration,
        _ => type.IsAdditive,
    };

    // The fact is that of the first path, in reading order, whose head names a fact or a set.
    private Subject? SubjectOf(AggregateExpression aggregate, BindingContext context)
    {
        foreach (NameExpression name in Names(aggregate.Operand))
        {
            if (definitions.ResolveSet(name.Parts[0], this, facts) is { } set)
            {
                context.Lineage.Add($"set: {name.Parts[0]}");
                context.Lineage.UnionWith(set.Lineage);
                return set;
            }

            if (definitions.IsRows(name.Parts[0]))
            {
                return null;
            }

            if (facts.Find(name.Parts[0]) is { } fact)
            {
                context.Lineage.UnionWith(fact.Attribution?.Lineage ?? new HashSet<string>());
                return new Subject(fact.Name, fact, null, null);
            }
        }

        NameExpression? first = Names(aggregate.Operand).FirstOrDefault();
        var known = facts.All.Keys.Concat(definitions.RowNames);
        if (first is not null && (first.Parts.Count > 1 || aggregate.Kind == AggregateKind.Count || definitions.IsMetric(first.FullName)))
        {
            Error(context, first, BindingFindings.UnknownFact, $"No fact or set is called '{first.Parts[0]}'.", Suggestion.Mend(first.Parts[0], known));
        }
        else
        {
            string? mend = Meant(first?.FullName);
            Error(context, aggregate.Operand, BindingFindings.NoSubject,
                first is null || mend is not null ? "This does not say of which fact the rows are." : $"No fact, set or field is called '{first.FullName}'.",
                mend ?? $"Name a fact or a set: {string.Join(", ", facts.All.Keys.Concat(definitions.RowNames).Order(StringComparer.Ordinal).Take(12))}.");
        }

        return null;
    }

    private string? Meant(string? field)
    {
        var fields = facts.All.Values.SelectMany(f => NameResolver.FieldNames(f).Select(name => (Name: name, Path: $"{f.Name}.{name}"))).ToList();
        string? meant = field is null ? null : fields.Exists(f => f.Name == field) ? field : Suggestion.For(field, fields.Select(f => f.Name));
        return meant is null ? null : $"Write the fact before the field: {string.Join(" or ", fields.Where(f => f.Name == meant).Select(f => f.Path))}.";
    }

    private static IEnumerable<NameExpression> Names(Expression expression) => expression switch
    {
        NameExpression n => [n],
        UnaryExpression u => Names(u.Operand),
        BinaryExpression b => Names(b.Left).Concat(Names(b.Right)),
        InExpression i => Names(i.Operand),
        BetweenExpression b => Names(b.Operand).Concat(Names(b.Low)).Concat(Names(b.High)),
        IsNullExpression n => Names(n.Operand),
        CallExpression { Function: "firstEntry" or "lastEntry" or "timeIn" } c => c.Arguments.Skip(1).SelectMany(Names),
        CallExpression c => c.Arguments.SelectMany(Names),
        ReadingExpression r => Names(r.Operand),
        MethodExpression m => Names(m.Operand),
        OverExpression o => Names(o.Operand),
        StageConversionExpression s => [s.Stage],
        ConversionExpression c => Names(c.Operand),
        MetricCallExpression { Metric.Parts: [_, PartWord] } c => [new NameExpression { Parts = [c.Metric.Parts[0]], Span = c.Metric.Span }],
        MetricCallExpression c => c.Arguments.SelectMany(Names),
        _ => [],
    };

    private bool TryBindFilters(
        AggregateExpression aggregate, Subject subject, BindingContext row, BindingContext context, out BoundExpression? filter)
    {
        filter = subject.Filter is null || context.RowCondition is null ? subject.Filter ?? context.RowCondition
            : new BoundBinary(DataType.Boolean, BinaryOperator.And, subject.Filter, context.RowCondition);
        var conditions = context.Filters.Select(f => (f.Where, row with { Document = f.Document })).ToList();
        if (aggregate.Where is not null)
        {
            conditions.Insert(0, (aggregate.Where, row));
        }

        foreach ((Expression where, BindingContext at) in conditions)
        {
            if (BindCondition(where, at) is not { } bound)
            {
                return false;
            }

            filter = filter is null ? bound : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, bound);
            if (!IsSample && Contradictions.Find(filter) is { } problem)
            {
                Error(at, where, BindingFindings.Contradiction, $"Together with the filters around it no row can meet this condition: {problem}.",
                    "Drop one of them.");
                return false;
            }
        }

        return true;
    }

    private bool TryBindRole(AggregateExpression aggregate, Subject subject, BindingContext context, out BoundTimeRole? role, out BoundTimeRole? within)
    {
        within = null;
        string? name = context.Role ?? aggregate.By ?? subject.Role;
        BoundFact fact = subject.Fact;
        foreach (string waiting in facts.Deferred(fact).ToList())
        {
            ResolveDerived(fact, waiting, aggregate, context);
        }

        if (context.Frame.IsState || context.Frame.IsStretch)
        {
            return TryBindState(aggregate, subject, context, out role, out within);
        }

        if (context.Frame.Window == FrameWindow.Before)
        {
            role = BeginningOf(fact);
            return role is not null;
        }

        if (!IsTimeSaid(aggregate, subject, context))
        {
            role = null;
            return false;
        }

        if (name is not null)
        {
            if (!TryFindRole(aggregate, fact, name, context, out role))
            {
                return false;
            }
        }
        else
        {
            role = fact.DefaultRole;
            if (role is null && fact.Roles.Count > 1)
            {
                Error(context, aggregate, BindingFindings.AmbiguousRole, $"'{fact}' has several time roles and no default.",
                    $"Say which one places a row in a period: {string.Join(" or ", fact.Roles.Select(r => "by " + r.Name))}.");
                return false;
            }
        }

        if (role is null && !ReferenceEquals(context.Frame, BoundFrame.None))
        {
            ErrorAtUse(context, aggregate, BindingFindings.UnknownRole, $"'{fact}' has no time, and {context.Frame} needs one.",
                "Declare a time of the fact.");
            return false;
        }

        if (role is not null)
        {
            string frame = ReferenceEquals(context.Frame, BoundFrame.None) ? "" : $", {context.Frame}";
            context.Lineage.Add($"time: {fact.Name}.{role.Name}{(name is null ? " (default)" : "")}{frame}");
        }

        return true;
    }

    private bool TryBindEntityPath(
        AggregateExpression aggregate, BoundFact fact, BindingContext context, out IReadOnlyList<BoundReference>? path)
    {
        path = null;
        if (context.Level != Level.Entity)
        {
            return true;
        }

        var paths = NameResolver.Paths(facts, fact, context.Fact!);
        if (paths.Count == 1)
        {
            path = paths[0];
            return true;
        }

        ErrorAtUse(context, aggregate, paths.Count == 0 ? BindingFindings.NoPath : BindingFindings.AmbiguousPath,
            paths.Count == 0
                ? $"Rows of '{fact}' do not lead to '{context.Fact}'."
                : $"Rows of '{fact}' lead to '{context.Fact}' in several ways: {string.Join(", ", paths.Take(4).Select(p => NameResolver.Describe(fact, p)))}{(paths.Count > 4 ? ", …" : "")}.",
            paths.Count == 0
                ? $"Add a reference to '{context.Fact}' to '{fact}'."
                : $"Give '{fact}' a reference that is called '{context.Fact}': it is the way that counts.");
        return false;
    }
}
