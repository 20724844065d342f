using NodaTime;

namespace HostTypes;

/// <summary>A customer, as a host application might keep one.</summary>
internal sealed record Customer(int Id, string Name, string Country);

/// <summary>An order of a customer.</summary>
internal sealed record Order(int Id, int CustomerId, Instant PlacedAt, string Channel, string Status, decimal Net);

/// <summary>An answer to "how likely are you to recommend us?".</summary>
internal sealed record Response(int Id, int CustomerId, LocalDate Answered, int? Score);

/// <summary>A company that is the same at every run: some hundred customers, of whom a few buy most.</summary>
internal sealed class Company
{
    private static readonly string[] Countries = ["DE", "SE", "DK", "FR", "NO", "FI", "NL", "AT"];
    private uint _state;

    private Company(uint seed) => _state = seed;

    public List<Customer> Customers { get; } = [];

    public List<Order> Orders { get; } = [];

    public List<Response> Responses { get; } = [];

    /// <summary>Makes up a company.</summary>
    public static Company Generate(uint seed, int customers, LocalDate from, int months)
    {
        var company = new Company(seed);
        for (int id = 1; id <= customers; id++)
        {
            company.Customers.Add(new Customer(id, $"Customer {id}", Countries[company.Next(Countries.Length)]));
        }

        for (int month = 0; month < months; month++)
        {
            LocalDate first = from.PlusMonths(month);
            for (int i = 0, orders = customers / 3 + month * 4; i < orders; i++)
            {
                company.AddOrder(first, customers);
            }
        }

        return company;
    }

    private void AddOrder(LocalDate first, int customers)
    {
        // The product of two shares favours small numbers: few customers place many orders.
        int customer = 1 + (int)((long)Next(customers) * Next(customers) / customers);
        Instant at = first.At(LocalTime.Midnight).InUtc().ToInstant() + Duration.FromMinutes(Next(28 * 24 * 60));
        string status = Next(100) switch { < 84 => "paid", < 90 => "refunded", _ => "open" };
        Orders.Add(new Order(Orders.Count + 1, customer, at, Next(3) == 0 ? "shop" : "web", status, 10 + Next(40_000) / 100m));
        if (Next(4) == 0)
        {
            int? score = Next(10) == 0 ? null : Math.Min(10, 5 + Next(7));
            Responses.Add(new Response(Responses.Count + 1, customer, at.InUtc().Date.PlusDays(3), score));
        }
    }

    // A linear congruential generator: the same numbers on every machine and runtime.
    private int Next(int below)
    {
        _state = unchecked((_state * 1_664_525) + 1_013_904_223);
        return (int)((ulong)_state * (ulong)below >> 32);
    }
}
