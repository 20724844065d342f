namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>Cuts the rows of a column into stretches and works on them side by side.</summary>
internal static class Stretches
{
    private const int Smallest = 1 << 16;

    /// <summary>Calls the work for stretches <c>[from, to)</c> that together are all rows; their bounds are multiples of 64.</summary>
    public static void Each(int rows, Action<int, int> work)
    {
        int parts = Math.Clamp(rows / Smallest, 1, Environment.ProcessorCount);
        if (parts == 1)
        {
            work(0, rows);
            return;
        }

        int length = ((rows / parts) + 63) & ~63;
        Parallel.For(0, parts, part => work(Math.Min(part * length, rows), part == parts - 1 ? rows : Math.Min((part + 1) * length, rows)));
    }
}
