using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Conversion between stages, and what the history of an entity says of a row.</content>
internal sealed partial class ExpressionBinder
{
    // The entries that came to the other stage, divided by all entries: two counts over the rows of the interval.
    private BoundExpression? BindConversion(StageConversionExpression conversion, BindingContext context)
    {
        if (context.Level == Level.Row)
        {
            return Error(context, conversion, BindingFindings.WrongLevel, "A conversion is asked of many rows, in a metric.", "Use it in a metric of its own.");
        }

        NameExpression stage = conversion.Stage;
        BoundFact? fact = definitions.ResolveSet(stage.Parts[0], this, facts)?.Fact ?? facts.Find(stage.Parts[0]);
        if (fact is null)
        {
            return definitions.IsRows(stage.Parts[0]) ? null
                : Error(context, stage, BindingFindings.UnknownFact, $"No fact or set is called '{stage.Parts[0]}'.", Validation.Suggestion.Mend(stage.Parts[0], facts.All.Keys.Concat(definitions.RowNames)));
        }

        if (fact.Schema.Interval is not { MayOverlap: false } interval)
        {
            return Error(context, stage, BindingFindings.WrongStages, $"Rows of '{fact}' do not follow one another, so nothing of them goes from stage to stage.",
                "Name the field of an interval that does not overlap, as in deal_stage.stage.");
        }

        if (stage.Parts.Count < 2)
        {
            return Error(context, stage, BindingFindings.WrongLevel, $"'{stage.FullName}' names rows, and the field with the stage is needed.", $"Write for example {stage.FullName}.{FirstText(fact)}.");
        }

        if (StagesOf(conversion, context) is not { } stages || BindStage(conversion, fact, stages, context) is not { } entry)
        {
            return null;
        }

        string role = context.Role ?? conversion.By ?? interval.From;
        if (role != interval.From)
        {
            return Error(context, conversion, BindingFindings.WrongStages, $"Entries happen when a row begins, and 'by {role}' says something else.", $"Write by {interval.From}, or leave it out.");
        }

        var count = new AggregateExpression
        {
            Kind = AggregateKind.Count, Operand = new NameExpression { Parts = [stage.Parts[0]], Span = stage.Span }, Where = conversion.Where, By = role, Span = conversion.Span,
        };
        context.Lineage.Add($"stages: {string.Join(" > ", stages.Order)}");
        return Bind(count, context with { RowCondition = entry.Asking(StageQuestion.IsConverted) }) is { } above && Bind(count, context with { RowCondition = entry }) is { } below
            ? new BoundBinary(DataType.Number, BinaryOperator.Divide, above, below)
            : null;
    }

    private static string FirstText(BoundFact fact) =>
        fact.Schema.Fields.FirstOrDefault(f => f.Role == FieldRole.Dimension && f.Type.IsTextual)?.Name ?? "stage";

    // What is to be given where the metric is used can be any two stages; then nothing is said of their order.
    private (IReadOnlyList<string> Order, string From, string To)? StagesOf(StageConversionExpression conversion, BindingContext context)
    {
        var texts = new List<string>();
        foreach (Expression stage in (Expression[])[conversion.From, conversion.To, .. conversion.Through])
        {
            if (stage is not TextLiteral text)
            {
                Error(context, stage, BindingFindings.WrongStages, stage is NameExpression name ? $"'{name.FullName}' is no parameter of the metric." : "A stage is a text, and the parameter is none.",
                    "Write the stage between single quotes, or give the metric a parameter for it, such as (i text).");
                return null;
            }

            if (text.IsSample)
            {
                return (["\u2026", "\u2026\u2026"], "\u2026", "\u2026\u2026");
            }

            texts.Add(text.Value);
        }

        (string from, string to) = (texts[0], texts[1]);
        IReadOnlyList<string> stages = conversion.Through.Count > 0 ? [.. texts.Skip(2)] : [from, to];
        string? problem = stages.Distinct(StringComparer.Ordinal).Count() < stages.Count ? "A stage stands twice in the order."
            : !stages.Contains(from, StringComparer.Ordinal) || !stages.Contains(to, StringComparer.Ordinal) ? "Both stages must be in the order."
            : Place(stages, from) >= Place(stages, to) ? $"'{to}' does not come after '{from}'."
            : null;
        if (problem is not null)
        {
            Error(context, conversion, BindingFindings.WrongStages, problem, "List the stages in their order, each once: through ('new', 'offer', 'won').");
        }

        return problem is null ? (stages, from, to) : null;
    }

    private static int Place(IReadOnlyList<string> stages, string stage) => stages.ToList().IndexOf(stage);

    // The literals are folded as those of a comparison with the field would be.
    private BoundStageValue? BindStage(StageConversionExpression conversion, BoundFact fact, (IReadOnlyList<string> Order, string From, string To) stages, BindingContext context)
    {
        var row = new BindingContext
        {
            Document = context.Document, Level = Level.Row, Fact = fact, Alias = conversion.Stage.Parts[0], Lineage = context.Lineage, Resolving = context.Resolving, Use = context.Use,
        };
        if (Bind(conversion.Stage, row) is not { } stage)
        {
            return null;
        }

        if (!stage.Type.IsTextual || stage.ReadsHistory())
        {
            Error(context, conversion.Stage, BindingFindings.TypeMismatch, $"'{conversion.Stage.FullName}' is no text of the interval itself.", "Name the field that holds the stage.");
            return null;
        }

        string[] folded = [.. stages.Order.Select(s => Folded(stage, new BoundLiteral(DataType.Text, default, s)).Text!)];
        return new BoundStageValue(fact.Schema, stage, folded, Place(stages.Order, stages.From), Place(stages.Order, stages.To),
            conversion.ExcludesSkips, conversion.IgnoresBackward, conversion.IsFirstOnly, StageQuestion.IsEntry);
    }

    // firstEntry(solved), lastEntry(solved), timeIn(pending, opened, solved): over a row of the entity, or one that leads to it.
    private BoundExpression? BindHistory(CallExpression call, BindingContext context)
    {
        bool isTime = call.Function == "timeIn";
        if (context.Level != Level.Row)
        {
            return Error(context, call, BindingFindings.WrongLevel, $"'{call.Function}' is asked of a row.",
                isTime ? "Write timeIn(open) for the time in the period." : $"Put it into an aggregate, as in median(elapsed(created, {call.Function}(won))).");
        }

        (Expression rows, Expression? where) = call.Arguments[0] is FilteredExpression { By: null } filtered ? (filtered.Operand, filtered.Where) : (call.Arguments[0], null);
        if (rows is not NameExpression { Parts: [var name] } || call.Arguments.Count != (isTime ? 3 : 1))
        {
            return Error(context, call, BindingFindings.WrongArguments, $"'{call.Function}' does not take this.",
                isTime ? "It takes rows of an interval and two times: timeIn(pending, opened, solved)." : $"It takes rows of an interval: {call.Function}(deal_stage where stage = 'won').");
        }

        Subject? set = definitions.ResolveSet(name, this, facts);
        BoundFact? history = set?.Fact ?? facts.Find(name);
        if (history?.Schema.Interval is not { } interval)
        {
            return set is null && definitions.IsRows(name) ? null
                : Error(context, rows, BindingFindings.NoHistoryOfRow, $"'{name}' names no rows of an interval.",
                    Validation.Suggestion.Mend(name, facts.All.Values.Where(f => f.Schema.Interval is not null).Select(f => f.Name)));
        }

        string entity = history.Schema.Find(interval.Entity)!.Type.Target!;
        if (facts.Find(entity) is not { } owner || NameResolver.Paths(facts, context.Fact!, owner) is not { Count: 1 } paths)
        {
            return Error(context, rows, BindingFindings.NoHistoryOfRow, $"'{history}' tells of each {entity}, and a row of '{context.Fact}' does not lead to one, or in several ways.",
                $"Ask it of rows of '{entity}'.");
        }

        BindingContext row = new()
        {
            Document = context.Document, Level = Level.Row, Fact = history, Alias = name, Lineage = context.Lineage, Resolving = context.Resolving, Use = context.Use,
        };
        BoundExpression? filter = set?.Filter, own = where is null ? null : BindCondition(where, row);
        if (where is not null && own is null)
        {
            return null;
        }

        filter = filter is null || own is null ? filter ?? own : new BoundBinary(DataType.Boolean, BinaryOperator.And, filter, own);
        if (set?.Journey is not null || filter?.ReadsHistory() == true || Journeys(filter).Any())
        {
            return Error(context, rows, BindingFindings.NoHistoryOfRow, $"What '{name}' asks of a row depends on other rows, or on when it is read.", "Name rows by fields of the interval, or write 'now'.");
        }

        context.Lineage.Add($"history: {name}");
        return BindHistory(call, history, filter, new BoundField(paths[0], owner.Schema, owner.Schema.OrdinalOf(owner.Schema.Key.Name)), context);
    }

    private BoundHistoryValue? BindHistory(CallExpression call, BoundFact history, BoundExpression? filter, BoundField entity, BindingContext context)
    {
        DataType time = history.Schema.Find(history.Schema.Interval!.From)!.Type;
        if (call.Function != "timeIn")
        {
            return new BoundHistoryValue(time, history, filter, call.Function == "firstEntry" ? HistoryQuestion.FirstEntry : HistoryQuestion.LastEntry, entity, null, null);
        }

        if (Bind(call.Arguments[1], context) is not { } from || Bind(call.Arguments[2], context) is not { } to)
        {
            return null;
        }

        if (from.Type.Kind == time.Kind && to.Type.Kind == time.Kind)
        {
            return new BoundHistoryValue(DataType.Duration, history, filter, HistoryQuestion.TimeIn, entity, from, to);
        }

        Error(context, call, BindingFindings.TypeMismatch, $"'{history}' is kept by {(time.Kind == DataKind.Date ? "the day" : "the instant")}, and {from.Type} and {to.Type} are given.",
            "Give two times of the same type as those of the interval.");
        return null;
    }
}
