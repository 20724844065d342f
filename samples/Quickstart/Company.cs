using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Interactions;
using Crm.Sdk.Objectives;
using Crm.Sdk.Orders;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Quickstart;

/// <summary>A made-up supplier of workshop tools: 2,000 customers, two years of trade. The same at every run.</summary>
internal static class Company
{
    public const int Customers = 2_000, Months = 24, CommitEvery = 250;

    // A new customer is asked what he does from January 2026 on; orders are packed in two shifts from March 2026 on.
    private const int TidyFrom = 18, FasterFrom = 20, PromisedDays = 7;

    private const string Unfinished = "crm.unfinished";

    private static readonly LocalDate Start = new(2024, 7, 1);
    private static readonly string[] Countries = ["DE", "DE", "DE", "AT", "CH", "FR", "NL", "PL", "IT", "DK"];
    private static readonly string[] Industries = ["Joinery", "Metalwork", "Car repair", "Construction", "Electrical", "Plumbing"];
    private static readonly string[] Owners = ["ann", "ben", "cleo", "dan"];
    private static readonly string[] First = ["Nord", "Alpen", "Rhein", "Stadt", "Hansa", "Elb", "Donau", "Main", "Berg", "See", "Wald", "Heide"];
    private static readonly string[] Second = ["werk", "bau", "technik", "holz", "metall", "service", "montage", "design"];
    private static readonly (string Name, string Group, decimal Price)[] Catalogue =
    [
        ("Cordless drill", "Power tools", 189m), ("Table saw", "Machines", 1_240m), ("Router", "Power tools", 329m), ("Planer", "Machines", 980m),
        ("Screw set", "Consumables", 24.90m), ("Sandpaper", "Consumables", 12.50m), ("Work bench", "Furniture", 450m), ("Tool wall", "Furniture", 260m),
        ("Safety glasses", "Protection", 9.80m), ("Ear muffs", "Protection", 29m), ("Vacuum", "Power tools", 410m), ("Chisel set", "Hand tools", 86m),
    ];

    private static readonly Random Chance = new(7);

    /// <summary>The company's present: noon of the first day after its two years.</summary>
    public static Instant Now { get; } = Day(Start.PlusMonths(Months)).Plus(Duration.FromHours(12));

    public static IClock Clock { get; } = new Still(Now);

    public static IIdGenerator Ids { get; } = new TimeOrderedIds(Clock, new Random(11));

    /// <summary>Deletes a company that an earlier run did not finish: half of it would never become whole.</summary>
    public static void StartOverIfInterrupted(string folder)
    {
        if (File.Exists(Path.Combine(folder, Unfinished)))
        {
            foreach (string file in new[] { "crm.db", "crm.db-wal", "crm.db-shm" })
            {
                File.Delete(Path.Combine(folder, file));
            }
        }
    }

    /// <summary>Says that the company is whole.</summary>
    public static void Finish(string folder) => File.Delete(Path.Combine(folder, Unfinished));

    /// <summary>Fills the CRM, unless it is filled.</summary>
    public static async Task CreateIfMissingAsync(CrmRuntime crm, string folder)
    {
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("generator"));
        if (await session.Customers.CountAsync(Crm.Sdk.Specifications.Specification<Customer>.Of(_ => { })) > 0)
        {
            return;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, Unfinished), "The company is being made; without this file it is whole.");
        Pipeline pipeline = Pipeline.Define(session.NewId<PipelineId>(), "Machines", [
            new Stage { Key = "qualified", Label = "Qualified", Category = StageCategory.Open, Probability = 20 },
            new Stage { Key = "negotiation", Label = "Negotiation", Category = StageCategory.Open, Probability = 60 },
            new Stage { Key = "won", Label = "Won", Category = StageCategory.Won, Probability = 100 },
            new Stage { Key = "lost", Label = "Lost", Category = StageCategory.Lost, Probability = 0 }], Day(Start));
        session.Pipelines.Add(pipeline);
        var products = Catalogue.Select(p => AddProduct(session, p)).ToList();
        await session.CommitAsync();

        for (int from = 0; from < Customers; from += CommitEvery)
        {
            // A session for each part: what is committed need not stay in memory.
            await using CrmSession part = crm.OpenSession(TenantId.Single, ActorRef.System("generator"));
            for (int i = from; i < from + CommitEvery; i++)
            {
                Trade(part, i, pipeline, products);
            }

            await part.CommitAsync();
            Console.Error.Write($"\rGenerating the company: {(from + CommitEvery) * 100 / Customers} %");
        }

        Console.Error.WriteLine();
    }

    /// <summary>
    /// The plan of the company. A CRM without one takes it over from its files: objectives that are drafts there get their baselines from
    /// the facts and are pursued from now on, all others are taken as they are.
    /// </summary>
    public static async Task<CrmPlan> PlanAsync(CrmSession session, ObjectiveTracker tracker, string folder)
    {
        if (await session.Plans.FirstOrDefaultAsync(Crm.Sdk.Specifications.Specification<CrmPlan>.Of(q => q.OrderBy(p => p.From))) is { } known)
        {
            return known;
        }

        PlanDocument document = PlanFiles.Read(FilesOf(Path.Combine(folder, "plan"))).ThrowIfInvalid();
        var objectives = new List<ObjectiveDocument>();
        foreach (ObjectiveDocument objective in document.Objectives)
        {
            objectives.Add(objective.Objective.State == ObjectiveState.Draft ? objective with { Objective = await PursueAsync(objective, tracker) } : objective);
        }

        CrmPlan plan = await session.TakeOverAsync(document with { Objectives = objectives }, "As the files have it.", Now);
        await session.CommitAsync();
        return plan;
    }

    // A rendered page beside the files is none of them.
    private static Dictionary<string, string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Path.Combine(folder, "text"), "*.md")).ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);

    private static async Task<ObjectiveBody> PursueAsync(ObjectiveDocument draft, ObjectiveTracker tracker)
    {
        SmartObjective objective = SmartObjective.TakeOver(draft.Id, draft.Objective, "To be pursued.", Now);
        await tracker.PrepareAsync(objective, Now);
        if (objective.Evidence.Feasibility is not { Reached: > 0 })
        {
            objective.Override("eve", "The past is too short to tell; those who answer for it agree.", Now);
        }

        objective.Activate(Now);
        return objective.Body;
    }

    private static Product AddProduct(CrmSession session, (string Name, string Group, decimal Price) p)
    {
        Product product = Product.Create(session.NewId<ProductId>(), p.Name, p.Group, Day(Start));
        product.Price(Money.Of(p.Price, "EUR"), Day(Start));
        session.Products.Add(product);
        return product;
    }

    private static void Trade(CrmSession session, int number, Pipeline pipeline, List<Product> products)
    {
        // Later months win a few more customers than earlier ones; few customers have much of the trade.
        int month = (int)(Months * Math.Sqrt(Chance.NextDouble()) * 0.999);
        double size = Math.Pow(Chance.NextDouble(), 3);
        Instant since = At(month);
        string name = $"{First[Chance.Next(First.Length)]}{Second[Chance.Next(Second.Length)]} {number + 1}";
        Customer customer = Customer.Register(session.NewId<CustomerId>(), name, CustomerKind.Organization, since);
        string industry = Industries[Chance.Next(Industries.Length)];
        // In the first year nobody asked every customer what he does.
        bool isAsked = number % (month < TidyFrom ? 6 : 40) != 0;
        customer.Describe(isAsked ? industry : null, Countries[Chance.Next(Countries.Length)], since);
        customer.AssignTo(Owners[Chance.Next(Owners.Length)], since);
        customer.Reach($"office@{name.Replace(" ", "-", StringComparison.Ordinal).ToLowerInvariant()}.example", null, since);
        session.Customers.Add(customer);
        for (int m = month; m < Months; m++)
        {
            for (int n = Times(0.15 + (size * 1.6)); n > 0; n--)
            {
                Order(session, customer, At(m, since), size, m, products);
            }

            for (int n = Times(0.2 + (size * 0.4)); n > 0; n--)
            {
                session.Interactions.Add(Interaction.Record(session.NewId<InteractionId>(), Contact(customer, At(m, since), m)));
            }
        }

        if (Chance.Next(3) == 0)
        {
            Deal(session, customer, At(month, since), pipeline);
        }
    }

    private static InteractionDetails Contact(Customer customer, Instant at, int month)
    {
        string type = Chance.Next(3) == 0 ? "visit" : "call", channel = Chance.Next(4) == 0 ? "branch" : "phone";
        Direction direction = Chance.Next(100) < 40 + month ? Direction.Inbound : Direction.Outbound;
        int seconds = 60 + Chance.Next(1800);
        // Who calls by himself has something to complain of now and then; less often since orders come in time.
        bool isComplaint = type == "call" && direction == Direction.Inbound && seconds % (month < FasterFrom ? 8 : 13) == 0;
        return new InteractionDetails
        {
            Customer = customer.Id, At = at, Type = isComplaint ? "complaint" : type, Channel = channel, Direction = direction, Owner = customer.Owner, Seconds = seconds,
        };
    }

    private static void Order(CrmSession session, Customer customer, Instant at, double size, int month, List<Product> products)
    {
        var lines = Enumerable.Range(0, 1 + Chance.Next(4)).Select(_ => products[Chance.Next(products.Count)]).Distinct().Select(p => new OrderLine
        {
            Product = p.Id, Quantity = 1 + Times(size * 4), UnitPrice = p.ListPrice!.Value, PromisedOn = at.InUtc().Date.PlusDays(PromisedDays),
        }).ToList();
        SalesOrder order = SalesOrder.Place(session.NewId<SalesOrderId>(), customer.Id, lines, at, channel: Chance.Next(100) < 35 + month ? "web" : "branch");
        int hours = 20 + Chance.Next(200);
        Instant shipped = at + Duration.FromHours(month < FasterFrom ? hours : hours * 17 / 20);
        if (Chance.Next(1000) < 55 - month)
        {
            order.Cancel("out of stock", at + Duration.FromHours(8));
        }
        else if (shipped < Now)
        {
            foreach (OrderLineState line in order.Lines)
            {
                order.Ship(line.Number, line.Line.Quantity, shipped);
            }
        }

        session.Orders.Add(order);
    }

    private static void Deal(CrmSession session, Customer customer, Instant at, Pipeline pipeline)
    {
        Opportunity deal = Opportunity.Open(session.NewId<OpportunityId>(), $"Machines for {customer.Name}", customer.Id, pipeline, "qualified", at);
        deal.Value(Money.Of(1_000 + Chance.Next(24_000), "EUR"), at);
        deal.AssignTo(customer.Owner, at);
        session.Opportunities.Add(deal);
        Instant talks = at + Duration.FromDays(3 + Chance.Next(30)), end = talks + Duration.FromDays(5 + Chance.Next(40));
        if (talks < Now)
        {
            deal.MoveTo(pipeline, "negotiation", talks);
        }

        if (end < Now && Chance.Next(100) < 45)
        {
            deal.Win(pipeline, "won", end);
            customer.MoveTo(LifecycleStage.Active, end);
        }
        else if (end < Now)
        {
            deal.Lose(pipeline, "lost", Chance.Next(2) == 0 ? "price" : "no decision", end);
        }
    }

    // So many times on average, at most eight times.
    private static int Times(double mean) => Enumerable.Range(0, 8).Count(_ => Chance.NextDouble() < mean / 8);

    private static Instant At(int month, Instant? notBefore = null)
    {
        LocalDate first = Start.PlusMonths(month);
        Instant at = Day(first) + Duration.FromMinutes(Chance.Next(Period.DaysBetween(first, first.PlusMonths(1)) * 1440));
        return notBefore is { } early && at < early ? early : at;
    }

    private static Instant Day(LocalDate day) => day.AtMidnight().InUtc().ToInstant();

    private sealed class Still(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
