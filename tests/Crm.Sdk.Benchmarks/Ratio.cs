using System.Diagnostics;
using System.Globalization;

namespace Crm.Sdk.Benchmarks;

/// <summary>Measures two ways of doing one thing in turn, and prints how many times faster the first is, round by round.</summary>
internal static class Ratio
{
    /// <summary>Runs both in turn and prints a row; true when the median ratio is at least what it must be.</summary>
    public static bool Measure(string id, string rival, double must, double goal, int rounds, Action ours, IReadOnlyList<Action> theirs)
    {
        // Each runs until its code is compiled for good: for two seconds, and at least three times.
        foreach (Action action in theirs.Append(ours))
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < 2; i++)
            {
                action();
            }
        }

        double[] ratios = new double[rounds];
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            double best = theirs.Min(Time);
            times[i] = Time(ours);
            ratios[i] = best / times[i];
        }

        Array.Sort(ratios);
        Array.Sort(times);
        double median = ratios[rounds / 2];
        Print(id, rival, "ratio", median, must, goal, ratios[0], ratios[^1], rounds);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {id}: ours {times[rounds / 2] * 1000:F1} ms, processor {Processor(ours):F1} ms against {theirs.Min(Processor):F1} ms"));
        return median >= must;
    }

    /// <summary>Prints a row of the table of ratios.</summary>
    public static void Print(string id, string rival, string what, double value, double must, double goal, double min, double max, int rounds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{id} {rival} {what}={value:F2} must={must:F2} goal={goal:F2} min={min:F2} max={max:F2} rounds={rounds}"));

    // Processor time of all threads, which a busy machine blurs less than the clock.
    private static double Processor(Action action)
    {
        GC.Collect();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < 5; i++)
        {
            action();
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / 5;
    }

    private static double Time(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
