using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <content>Readings of snapshots.</content>
internal sealed partial class ExpressionBinder
{
    private const string SnapshotReadings =
        "'at end' or 'at start' behind the parentheses for the last of each before then, .carry(30 days) for one that is not older, .exact() for the last day with a snapshot, "
        + ".lastNonEmpty() for the last day with a value in the cell, .lag(30 days) for what was said so long before the end";

    // x.carry(), x.carry(30 days), x.carry(period), x.exact(), x.lastNonEmpty(), x.lag(30 days)
    private BoundExpression? BindSnapshotReading(MethodExpression method, BindingContext context)
    {
        BoundFrame frame = context.Frame;
        if (frame.Snapshot is not null || frame.Window == FrameWindow.Before)
        {
            return Bind(method.Operand, context);
        }

        if (!frame.IsState && frame.Window != FrameWindow.Period)
        {
            return ErrorAtUse(context, method, BindingFindings.StateInWindow, "This is how something stood at a moment, and it stands in a window of time.",
                "Drop the window: a snapshot is no sum over time.");
        }

        BoundSnapshotReading? reading = (method.Method, method.Arguments) switch
        {
            ("carry", []) => new BoundSnapshotReading(SnapshotChoice.Carry, hasMoment: frame.IsState),
            ("carry", [NameExpression { FullName: "period" }]) => new BoundSnapshotReading(SnapshotChoice.Carry, isWithinPeriod: true, hasMoment: frame.IsState),
            ("carry" or "lag", [DurationLiteral { Unit: >= DurationUnit.Days, Count: > 0 and <= LongestWindow } length]) =>
                new BoundSnapshotReading(method.Method == "lag" ? SnapshotChoice.Lag : SnapshotChoice.Carry, length.Count, length.Unit, hasMoment: frame.IsState),
            ("exact", []) => new BoundSnapshotReading(SnapshotChoice.Exact, isWithinPeriod: true, hasMoment: frame.IsState),
            ("lastNonEmpty", []) => new BoundSnapshotReading(SnapshotChoice.LastNonEmpty, isWithinPeriod: true, hasMoment: frame.IsState),
            _ => null,
        };
        if (reading is null)
        {
            return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{method.Method}' does not take this.", method.Method switch
            {
                "carry" => "It takes how old a row may be, the period, or nothing: .carry(30 days), .carry(period), .carry().",
                "lag" => $"It takes a length of 1 to {LongestWindow} days, weeks, months, quarters or years before the end: .lag(30 days).",
                _ => $"It takes nothing: .{method.Method}().",
            });
        }

        if (reading.IsWithinPeriod && frame.Window == FrameWindow.Opening)
        {
            return NotBefore(method, reading, context);
        }

        BoundFrame at = frame.At(frame.IsState ? frame.Window : FrameWindow.Closing, reading);
        return Bind(method.Operand, context with { Frame = at });
    }

    private BoundExpression? NotBefore(Expression node, BoundSnapshotReading reading, BindingContext context) =>
        ErrorAtUse(context, node, BindingFindings.SnapshotReading, $"What is read '{reading}' is taken in the period, and its start is before all of it.",
            "Drop one of the two; of the period before it is (x.exact()).prior(1).");

    // The reading of a snapshot may say its moment inside: (x at start).carry(30 days).
    private BoundExpression? BindMomentOfSnapshot(ReadingExpression reading, BoundSnapshotReading snapshot, BindingContext context)
    {
        bool isStart = reading.Reading == Reading.AtStart;
        if (isStart && snapshot.IsWithinPeriod)
        {
            return NotBefore(reading, snapshot, context);
        }

        return Bind(reading.Operand, context with { Frame = context.Frame.At(isStart ? FrameWindow.Opening : FrameWindow.Closing, snapshot.WithMoment()) });
    }

    // A snapshot is read at a moment; a time that 'by' names besides is that of which a row speaks, and lies in the period.
    private bool TryBindSnapshot(AggregateExpression aggregate, Subject subject, FactSnapshot snapshot, BindingContext context, out BoundTimeRole? role, out BoundTimeRole? within)
    {
        BoundFact fact = subject.Fact;
        role = fact.Roles.First(r => r.Name == snapshot.At);
        within = null;
        string? name = context.Role ?? aggregate.By ?? (subject.Role == snapshot.At ? null : subject.Role);
        if (name == snapshot.At)
        {
            ErrorAtUse(context, aggregate, BindingFindings.StateByRole, $"How something stood {context.Frame} is placed by '{name}' already, and 'by {name}' counts the snapshots of a period.",
                "Drop one of the two; 'by' another time of the row keeps those that speak of the period.");
            return false;
        }

        if (name is not null && !TryFindRole(aggregate, fact, name, context, out within))
        {
            return false;
        }

        context.Lineage.Add($"snapshot: {fact.Name} {context.Frame}{(within is null ? "" : $", by {within.Name}")}");
        return true;
    }

    private bool TryFindRole(AggregateExpression aggregate, BoundFact fact, string name, BindingContext context, out BoundTimeRole? role)
    {
        role = fact.Roles.FirstOrDefault(r => r.Name == name);
        if (role is null && !facts.HasFailed(fact, name))
        {
            Error(context, aggregate, BindingFindings.UnknownRole, $"'{fact}' has no time role '{name}'.", Suggestion.Mend(name, fact.Roles.Select(r => r.Name)));
        }

        return role is not null;
    }

    private bool IsReadingSaid(AggregateExpression aggregate, FactSnapshot snapshot, BindingContext context)
    {
        Error(context, aggregate, BindingFindings.SnapshotWithoutReading, "Snapshots show the same things again and again, and this does not say which of them stand for a period.",
            $"Write {SnapshotReadings}; or by {snapshot.At} for each that was taken in it.");
        return false;
    }
}
