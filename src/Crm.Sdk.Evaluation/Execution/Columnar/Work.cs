using Crm.Sdk.Evaluation.Planning;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>What is to be found of some atoms and eaches, and where it is put.</summary>
internal sealed class Work
{
    public required Grid Grid { get; init; }

    /// <summary>The member of the period axis; -1 for all of them together.</summary>
    public int Position { get; init; } = -1;

    public required Dictionary<int, AtomInput> InputOf { get; init; }

    public required IReadOnlyDictionary<string, FactGrid> Places { get; init; }

    public required IReadOnlyList<Atom> Atoms { get; init; }

    /// <summary>The numbers of the eaches.</summary>
    public required IReadOnlyList<int> Indexes { get; init; }

    public required Dictionary<int, AtomStates> States { get; init; }

    public required EachStates[] Eaches { get; init; }
}
