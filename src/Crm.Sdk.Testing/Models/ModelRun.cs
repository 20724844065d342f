using Crm.Sdk.Testing.Conformance;

namespace Crm.Sdk.Testing.Models;

/// <summary>Plays a sequence; when the store and the model differ, looks for a short one that shows it.</summary>
internal static class ModelRun
{
    private const int MostTries = 400;

    public static async Task RunAsync(IStoreHarness harness, int seed, int steps, CancellationToken token)
    {
        List<ModelStep> sequence = ModelStep.Sequence(seed, steps);
        if (await PlayAsync(harness, sequence, token) is not { } failure)
        {
            return;
        }

        (List<ModelStep> least, ConformanceException shown) = await ShortenAsync(harness, sequence[..(failure.Step + 1)], failure.Exception, token);
        throw new ConformanceException(
            $"{harness.Name}, seed {seed}, {steps} steps: the store and the model differ. The shortest sequence found has {least.Count} steps:\n  {string.Join("\n  ", least)}\n{shown.Message}",
            shown.Expected, shown.Actual, shown);
    }

    private static async Task<(int Step, ConformanceException Exception)?> PlayAsync(IStoreHarness harness, List<ModelStep> sequence, CancellationToken token)
    {
        await using var player = new ModelPlayer(await Scene.OpenAsync(harness, Specimens.Schemas.Standard(), token), harness.Capabilities.HasFlag(StoreCapabilities.Reopen));
        for (int i = 0; i < sequence.Count; i++)
        {
            try
            {
                await player.PlayAsync(sequence[i]);
            }
            catch (ConformanceException e)
            {
                return (i, e);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                return (i, new ConformanceException(sequence[i].ToString(), "no exception", $"{e.GetType().Name}: {e.Message}", e));
            }
        }

        return null;
    }

    // Leaves out half, a quarter, an eighth ... and at last single steps, as long as a difference remains.
    private static async Task<(List<ModelStep> Least, ConformanceException Shown)> ShortenAsync(
        IStoreHarness harness, List<ModelStep> sequence, ConformanceException shown, CancellationToken token)
    {
        int tries = 0;
        for (int size = Math.Max(1, sequence.Count / 2); tries < MostTries;)
        {
            bool shorter = false;
            for (int at = 0; at < sequence.Count && tries < MostTries;)
            {
                List<ModelStep> without = [.. sequence[..at], .. sequence[Math.Min(sequence.Count, at + size)..]];
                tries++;
                if (without.Count > 0 && await PlayAsync(harness, without, token) is { } failure)
                {
                    sequence = without[..(failure.Step + 1)];
                    shown = failure.Exception;
                    shorter = true;
                }
                else
                {
                    at += size;
                }
            }

            if (size == 1 && !shorter)
            {
                break;
            }

            size = Math.Max(1, size / 2);
        }

        return (sequence, shown);
    }
}
