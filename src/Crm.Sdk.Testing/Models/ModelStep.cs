namespace Crm.Sdk.Testing.Models;

/// <summary>What a step does.</summary>
internal enum StepKind
{
    Register,
    Rename,
    Describe,
    Reach,
    Assign,
    Move,
    Place,
    SetText,
    SetNumber,
    ClearText,
    Archive,
    Restore,
    Identify,
    Commit,
    Forget,
    Query,
    Page,
    FindExternal,
    Reopen,
}

/// <summary>A step of a sequence: what is done, in which of the two sessions, and three small numbers that say to what and with what.</summary>
internal sealed record ModelStep
{
    private static readonly (StepKind Kind, int Weight)[] Weights =
    [
        (StepKind.Register, 8), (StepKind.Rename, 4), (StepKind.Describe, 4), (StepKind.Reach, 3), (StepKind.Assign, 6), (StepKind.Move, 4), (StepKind.Place, 6),
        (StepKind.SetText, 4), (StepKind.SetNumber, 4), (StepKind.ClearText, 3), (StepKind.Archive, 4), (StepKind.Restore, 4), (StepKind.Identify, 6), (StepKind.Commit, 18),
        (StepKind.Forget, 2), (StepKind.Query, 5), (StepKind.Page, 5), (StepKind.FindExternal, 4), (StepKind.Reopen, 1),
    ];

    public required StepKind Kind { get; init; }

    public required int Session { get; init; }

    public required int Who { get; init; }

    public required int What { get; init; }

    public static List<ModelStep> Sequence(int seed, int steps)
    {
        var random = new Random(seed);
        int total = Weights.Sum(w => w.Weight);
        return
        [
            .. Enumerable.Range(0, steps).Select(_ => new ModelStep
            {
                Kind = Drawn(random.Next(total)), Session = random.Next(2), Who = random.Next(1000), What = random.Next(1000),
            }),
        ];
    }

    public override string ToString() => $"{Kind} session {Session}, who {Who}, what {What}";

    private static StepKind Drawn(int place)
    {
        foreach ((StepKind kind, int weight) in Weights)
        {
            place -= weight;
            if (place < 0)
            {
                return kind;
            }
        }

        return StepKind.Commit;
    }
}
