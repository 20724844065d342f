using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Readings: states at the start and the end of a period, and attributes with history.</content>
internal sealed partial class ExpressionBinder
{
    private const string StateReadings = "'at end' or 'at start' behind the parentheses for what is in force then";

    private BoundExpression? BindReading(ReadingExpression reading, BindingContext context)
    {
        bool isMoment = reading.Reading is Reading.AtStart or Reading.AtEnd;
        if (context.Level == Level.Row && reading.Operand is NameExpression { Parts.Count: 1 } rows && (rows.Parts[0] == context.Alias || rows.Parts[0] == context.Fact!.Name)
            && context.Fact!.Schema.Find(rows.Parts[0]) is null)
        {
            return Error(context, reading, BindingFindings.WrongLevel, $"'{rows.Parts[0]}' names rows, and a reading belongs to a value of a row or to the whole aggregate.",
                $"Put it behind the parentheses, as in count({rows.Parts[0]}) at end.");
        }

        if (context.Level == Level.Row || (context.Level == Level.Entity && (!isMoment || IsAttribute(reading.Operand, context))))
        {
            return Bind(reading.Operand, context with { Reading = reading.Reading });
        }

        if (isMoment)
        {
            return BindState(reading, context);
        }

        return reading.Reading == Reading.Now
            ? Bind(reading.Operand, context)
            : Error(context, reading, BindingFindings.WrongLevel, "'then' belongs to attributes of rows.", $"Write {StateReadings}.");
    }

    private bool IsAttribute(Expression operand, BindingContext context)
    {
        if (operand is not NameExpression name)
        {
            return false;
        }

        BoundFact entity = context.Fact!;
        string first = name.Parts.Count > 1 && name.Parts[0] == entity.Name ? name.Parts[1] : name.Parts[0];
        ResolveDerived(entity, first, name, context);
        return NameResolver.Field(entity, first) is not null;
    }

    // The outermost reading holds, as the outermost 'by' does: (x at end) at start is x at start.
    private BoundExpression? BindState(ReadingExpression reading, BindingContext context)
    {
        if (context.Frame.IsState || context.Frame.IsStretch)
        {
            return context.Frame.Snapshot is { HasMoment: false } snapshot ? BindMomentOfSnapshot(reading, snapshot, context) : Bind(reading.Operand, context);
        }

        if (context.Frame.Window == FrameWindow.Before)
        {
            return Bind(reading.Operand, context);
        }

        if (context.Frame.Window != FrameWindow.Period)
        {
            return ErrorAtUse(context, reading, BindingFindings.StateInWindow, "This is what is in force at a moment, and it stands in a window of time.",
                "Drop the window: a state is no sum over time.");
        }

        FrameWindow window = reading.Reading == Reading.AtStart ? FrameWindow.Opening : FrameWindow.Closing;
        return Bind(reading.Operand, context with { Frame = context.Frame.With(window, 0, DurationUnit.Days) });
    }

    // A state is read at a moment, and any other row of an interval where its definition says so.
    private bool TryBindState(AggregateExpression aggregate, Subject subject, BindingContext context, out BoundTimeRole? role, out BoundTimeRole? within)
    {
        role = within = null;
        BoundFact fact = subject.Fact;
        if (fact.Schema.Snapshot is not null && context.Frame.IsStretch)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoSense, $"Rows of '{fact}' show how something stood at moments, and this is {context.Frame}.",
                "Read them at the end of shorter periods, or keep an interval.");
            return false;
        }

        if (fact.Schema.Snapshot is { } snapshot)
        {
            return TryBindSnapshot(aggregate, subject, snapshot, context, out role, out within);
        }

        if (context.Frame.Snapshot is { } reading)
        {
            ErrorAtUse(context, aggregate, BindingFindings.SnapshotReading, $"'{fact}' is no snapshot, and only snapshots are read '{reading}'.",
                fact.Schema.Interval is null ? "Count what happened in the period without a reading." : $"Write {StateReadings}.");
            return false;
        }

        string? name = context.Role ?? aggregate.By;
        if (fact.Schema.Interval is not { } interval)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoState, $"Rows of '{fact}' do not last, so nothing of them is in force {context.Frame}.",
                "Only intervals and snapshots have a state; count what happened up to then with .allTime().");
            return false;
        }

        if (name is not null)
        {
            ErrorAtUse(context, aggregate, BindingFindings.StateByRole, $"What is in force {context.Frame} is placed by no time role, and 'by {name}' names one.",
                "Drop one of the two.");
            return false;
        }

        role = fact.Roles.First(r => r.Name == interval.From);
        context.Lineage.Add($"state: {fact.Name} {context.Frame}");
        return true;
    }

    private bool IsTimeSaid(AggregateExpression aggregate, Subject subject, BindingContext context)
    {
        BoundFact fact = subject.Fact;
        if (fact.Schema.Snapshot is { } snapshot && (context.Role ?? aggregate.By ?? subject.Role) is null)
        {
            return IsReadingSaid(aggregate, snapshot, context);
        }

        if (fact.Schema.Interval is not { } interval || (context.Role ?? aggregate.By ?? subject.Role) is not null)
        {
            return true;
        }

        Error(context, aggregate, BindingFindings.StateWithoutTime, $"Rows of '{fact}' last, and this does not say when they count.",
            $"Write {StateReadings}; by {interval.From} for those that begin in the period; or by {interval.To} for those that end in it.");
        return false;
    }

    private BoundExpression? Read(BoundExpression found, NameExpression name, BindingContext context)
    {
        if (found is not BoundField field || !field.Field.HasHistory || field.Path.Any(p => p.AsOf is not null))
        {
            bool isUseless = context.Reading is not (null or Reading.Now) && found is BoundField && !found.ReadsHistory();
            return isUseless
                ? Error(context, name, BindingFindings.ReadingNotAvailable, $"'{name.FullName}' has no history.", "Drop the reading, or declare the history of the field.")
                : Placed(found, name, context);
        }

        if (context.Reading is not { } reading)
        {
            return Error(context, name, BindingFindings.HistoryWithoutTime, $"'{name.FullName}' changes over time.",
                field.Field.History is null ? $"Say when it is read: {name.FullName} now." : $"Say when it is read: {ReadingsOf(name.FullName, context)}.");
        }

        context.Lineage.Add($"reading: {name.FullName} {CrmGrammar.Readings.First(r => r.Reading == reading).Text}");
        if (reading == Reading.Now)
        {
            return found;
        }

        if (field.Field.History is null)
        {
            return Error(context, name, BindingFindings.ReadingNotAvailable, $"The history of '{name.FullName}' is kept nowhere.",
                "Write 'now', or say in its declaration which interval holds it: history deal_stage.");
        }

        if (context.IsDerived && reading != Reading.Then)
        {
            return Error(context, name, BindingFindings.ReadingNotAvailable, "A derived field belongs to its row and to no period.", $"Write {name.FullName} now or {name.FullName} then.");
        }

        return facts.AsOf(field, reading) is { } read ? Placed(read, name, context) : null;
    }

    private static string ReadingsOf(string name, BindingContext context) =>
        context.IsOfSegment ? $"{name} now"
        : context.Level == Level.Entity ? $"{name} now, {name} at start or {name} at end, of the period"
        : context.IsDerived ? $"{name} now, or {name} then, at the time of the row"
        : $"{name} now; {name} then, at the time of the row; {name} at start or {name} at end, of the period";

    // Over an entity the moment is known at once; over a row it is when the aggregate is.
    private BoundExpression? Placed(BoundExpression found, NameExpression name, BindingContext context)
    {
        if (context.Level != Level.Entity || !found.ReadsHistory())
        {
            return found;
        }

        bool isThen = Steps(found).Any(s => s.Reading == Reading.Then);
        if (context.IsOfSegment || isThen)
        {
            return Error(context, name, BindingFindings.ReadingNotAvailable,
                context.IsOfSegment ? "Who belongs to a segment is decided as of now." : "An entity has no time of its own at which 'then' could read.",
                $"Write {ReadingsOf(name.FullName, context)}.");
        }

        return Placed(found, null, context.Frame);
    }

    private static IEnumerable<BoundAsOf> Steps(BoundExpression found) =>
        found is BoundField field ? field.Path.Select(p => p.AsOf).OfType<BoundAsOf>() : found.Children().SelectMany(Steps);

    /// <summary>
    /// The same expression with every attribute read at the time of a row, or at the moments of a frame, and with the beginnings of a funnel
    /// chosen in the periods of that frame.
    /// </summary>
    internal static BoundExpression Placed(BoundExpression expression, BoundTimeRole? role, BoundFrame frame) => !expression.ReadsHistory() && !expression.IsReadPerPeriod()
        ? expression
        : NameResolver.Mapped(expression, f => new BoundField(
            [.. f.Path.Select(p => p.AsOf is { } asOf ? new BoundReference(p.From, p.Ordinal, p.To, asOf.Placed(role, frame)) : p)], f.Owner, f.Ordinal),
            journeys: journey => journey.In(frame, role));

    private bool TryPlace(AggregateExpression aggregate, BoundFact fact, BoundTimeRole? role, BindingContext context, ref BoundExpression? expression)
    {
        if (expression is null || (!expression.ReadsHistory() && !expression.IsReadPerPeriod()))
        {
            return true;
        }

        if (context.Frame.IsState && Journeys(expression).Any(j => j.IsOfPeriod))
        {
            ErrorAtUse(context, aggregate, BindingFindings.AnchorAtMoment, $"The funnel chooses where a way begins among the rows of a period, and '{context.Frame}' is a moment.",
                "Drop the reading, or let the funnel have 'anchor each' or 'anchor first ever'.");
            return false;
        }

        bool isDaily = context.Frame.IsDaily;
        if (context.Frame.IsStretch && Steps(expression).Any(s => s.Frame is null && s.Time is null && s.Reading == Reading.Then != isDaily))
        {
            ErrorAtUse(context, aggregate, BindingFindings.ThenOverStretch,
                isDaily ? "This is read at the end of each day, and an attribute in it at the start or the end of the period."
                    : $"An attribute changes over time, and this is {context.Frame}: 'then' names no moment of it.",
                isDaily ? "Write 'then' for the end of that day, or 'now'." : "Write 'now', 'at start' or 'at end', or use a field of the interval itself.");
            return false;
        }

        if (role is null)
        {
            ErrorAtUse(context, aggregate, BindingFindings.ReadingWithoutTime, $"An attribute is read at some time here, and rows of '{fact}' have none.",
                "Write 'now', or declare a time of the fact.");
            return false;
        }

        expression = Placed(expression, role, isDaily ? BoundFrame.EndOfDay : context.Frame);
        return true;
    }
}
