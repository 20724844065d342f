using NodaTime;

namespace Crm.Sdk.Benchmarks;

/// <summary>A customer of the benchmark company; the flags decide its segments.</summary>
internal sealed record Shopper(int Id, bool[] Flags)
{
    /// <summary>The groups of the LINQ forms: the customer's segments, and the one for all.</summary>
    public int[] Groups { get; } = [.. Enumerable.Range(0, Flags.Length).Where(s => Flags[s]), Flags.Length];
}

/// <summary>An order or another contact; status 0 offered, 1 paid, 2 lost, 3 open, 4 refunded.</summary>
internal sealed record Deal(
    int Id, int Customer, Instant At, int Month, int Channel, int Region, int Status, decimal Amount, int Quantity, int? Score, int Minutes);

/// <summary>
/// A made-up company in the proportions of a busy shop: few customers with much of the trade, months that grow, three quarters of
/// the scores missing, overlapping segments. Sorted by time; the same at every run.
/// </summary>
internal sealed class Trade
{
    public const int Months = 36, Segments = 10;

    private ulong _state = 0x9E3779B97F4A7C15;

    public static readonly string[] Channels = ["web", "app", "shop", "phone", "mail", "partner", "fair", "agent"];

    public static readonly string[] Statuses = ["offered", "paid", "lost", "open", "refunded"];

    public static readonly LocalDate Start = new(2023, 1, 1);

    public required Shopper[] Shoppers { get; init; }

    public required Deal[] Deals { get; init; }

    public static Trade Generate(int deals)
    {
        int customers = deals / 10;
        var trade = new Trade { Shoppers = new Shopper[customers], Deals = new Deal[deals] };
        for (int i = 0; i < customers; i++)
        {
            bool[] flags = new bool[Segments];
            for (int s = 0; s < Segments; s++)
            {
                flags[s] = trade.Next(100) < 8 + (s * 6);
            }

            trade.Shoppers[i] = new Shopper(i + 1, flags);
        }

        int at = 0;
        double weightSum = Enumerable.Range(0, Months).Sum(m => 151.0 + (m * 5.2));
        for (int month = 0; month < Months; month++)
        {
            int count = month == Months - 1 ? deals - at : (int)(deals * (151.0 + (month * 5.2)) / weightSum);
            LocalDate first = Start.PlusMonths(month);
            long from = first.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
            long seconds = Period.DaysBetween(first, first.PlusMonths(1)) * 86_400L;
            for (int i = 0; i < count; i++)
            {
                trade.Deals[at] = trade.Make(at + 1, month, Instant.FromUnixTimeSeconds(from + (seconds * i / count)), customers);
                at++;
            }
        }

        return trade;
    }

    private Deal Make(int id, int month, Instant at, int customers)
    {
        double share = Next(1_000_000) / 1_000_000.0;
        int customer = 1 + (int)(customers * share * share * share);
        int status = Next(100) switch { < 20 => 0, < 68 => 1, < 80 => 2, < 94 => 3, _ => 4 };
        int? score = Next(3) == 0 ? Math.Min(10, Next(13)) : null;
        return new Deal(id, customer, at, month, Next(8), Next(20), status, (100 + Next(90_000)) / 100m, 1 + Next(9), score, Next(10_080));
    }

    private int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 33) * (ulong)below >> 31);
    }
}
