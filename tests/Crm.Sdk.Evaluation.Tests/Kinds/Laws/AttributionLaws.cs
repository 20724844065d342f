using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Evaluation.Tests.Kinds.Laws;

public class AttributionLaws
{
    private static readonly string[] Models = ["first", "last", "linear", "position(40 %)", "position(12.34 %)", "decay(3 days)", "decay(90 minutes)"];
    private static readonly string[] Outcomes = ["order", "order where channel = 'web'", "order where net > 20"];
    private static readonly string[] Touches = ["order", "order where channel = 'shop' or channel = 'fair'", "order where net < 50"];

    [Property(MaxTest = 60)]
    public void The_parts_of_an_outcome_are_its_amount_to_the_cent_and_its_shares_are_one(int seed)
    {
        var shop = new RandomShop(seed);
        Cube cube = shop.Ask(RandomShop.Days("parts", "shares", "amount", "one") with { From = null, To = null, Grain = null, By = ["outcome"] }, $"""
            {Drawn(shop, "credit")}
            metric parts = credit.sum(net)
            metric shares = credit.count()
            metric amount = max(credit.outcome.net)
            metric one = distinct(credit.outcome)
            """);
        foreach (AxisMember outcome in cube.Axes[1].Members.SkipLast(1))
        {
            Rational? Of(string metric) => cube.Find(metric, ("outcome", outcome.Label))!.Value;
            (Of("parts") ?? Rational.Zero).Should().Be(Of("amount") ?? Rational.Zero, outcome.Label);
            Of("shares").Should().Be(Of("one"), outcome.Label);
        }
    }

    [Property(MaxTest = 60)]
    public void Over_all_touches_and_the_outcomes_without_one_the_parts_are_what_the_outcomes_are(int seed)
    {
        var shop = new RandomShop(seed);
        string outcome = Outcomes[shop.Random.Next(3)];
        Cube cube = shop.Ask(RandomShop.Days("parts", "shares") with { Grain = Grain.Week, By = ["channel"] }, $"{Drawn(shop, "credit", outcome)}\nmetric parts = credit.sum(net)\nmetric shares = credit.count()");
        Cube whole = shop.Ask(RandomShop.Days("amount", "number") with { Grain = Grain.Week }, $"set meant = {outcome}\nmetric amount = sum(meant.net)\nmetric number = count(meant)");
        foreach (AxisMember week in cube.Axes[0].Members)
        {
            foreach ((string parts, string of) in new[] { ("parts", "amount"), ("shares", "number") })
            {
                Rational sum = Rational.Zero;
                foreach (AxisMember channel in cube.Axes[1].Members.SkipLast(1))
                {
                    sum += cube.Find(parts, ("period", week.Label), ("channel", channel.Label))!.Value ?? Rational.Zero;
                }

                sum.Should().Be(whole.Find(of, ("period", week.Label))!.Value ?? Rational.Zero, week.Label);
                (cube.Find(parts, ("period", week.Label))!.Value ?? Rational.Zero).Should().Be(sum);
            }
        }
    }

    [Property(MaxTest = 40)]
    public void What_some_outcomes_and_the_others_give_a_touch_is_what_all_give_it(int seed)
    {
        var shop = new RandomShop(seed);
        string tail = $"touches ({Touches[shop.Random.Next(3)]}){Within(shop)} model {Models[shop.Random.Next(Models.Length)]}";
        Cube cube = shop.Ask(RandomShop.Days("all", "some", "others") with { From = null, To = null, Grain = null, By = ["touch"] }, $"""
            attribution a of customer outcome (order) {tail}
            attribution b of customer outcome (order where channel = 'web') {tail}
            attribution c of customer outcome (order where channel is null or channel != 'web') {tail}
            metric all = a.sum(net)
            metric some = b.sum(net)
            metric others = c.sum(net)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Rational Of(int metric) => cube.CellsOf(metric)[cell].Value ?? Rational.Zero;
            Of(0).Should().Be(Of(1) + Of(2));
        }
    }

    [Property(MaxTest = 40)]
    public void A_longer_look_back_leaves_no_more_outcomes_without_a_touch(int seed)
    {
        var shop = new RandomShop(seed);
        int days = shop.Random.Next(1, 20);
        string all = $"of customer outcome ({Outcomes[shop.Random.Next(3)]}) touches ({Touches[shop.Random.Next(3)]})";
        Cube cube = shop.Ask(RandomShop.Days("none", "little", "more") with { Grain = Grain.Month }, $"""
            attribution a {all} model first
            attribution b {all} within {days + shop.Random.Next(0, 20)} days model linear
            attribution c {all} within {days} days model last
            metric none = count(a where touch is null)
            metric little = count(b where touch is null)
            metric more = count(c where touch is null)
            """);
        for (int cell = 0; cell < cube.CellCount; cell++)
        {
            Enumerable.Range(0, 3).Select(m => cube.CellsOf(m)[cell].Value ?? Rational.Zero).Should().BeInAscendingOrder();
        }
    }

    [Property(MaxTest = 40)]
    public void A_touch_later_than_another_has_no_less_of_a_decay(int seed)
    {
        var shop = new RandomShop(seed);
        Cube cube = shop.Ask(RandomShop.Days("weight", "place") with { From = null, To = null, Grain = null, By = ["outcome", "touch"] }, $"""
            attribution credit of customer outcome (order) touches (order){Within(shop)} model decay({shop.Random.Next(1, 100)} hours)
            metric weight = sum(credit.weight)
            metric place = sum(credit.place)
            """);
        foreach (AxisMember outcome in cube.Axes[1].Members.SkipLast(1))
        {
            var cells = cube.Axes[2].Members.SkipLast(1).Select(t => (Place: cube.Find("place", ("outcome", outcome.Label), ("touch", t.Label))!.Value, Weight: cube.Find("weight", ("outcome", outcome.Label), ("touch", t.Label))!.Value))
                .Where(c => c.Place is { Sign: > 0 }).OrderBy(c => c.Place!.Value).Select(c => c.Weight!.Value).ToArray();
            cells.Should().BeInAscendingOrder();
            if (cells.Length > 0)
            {
                cells[0].Sign.Should().Be(1, "a touch without a weight has no row");
                cells[^1].Should().Be(new Rational(1L << 40, 1), "the last touch has had no time to fade");
            }
        }
    }

    [Property(MaxTest = 40)]
    public void The_order_of_rows_and_how_they_arrive_change_nothing(int seed)
    {
        string definitions = $"{Drawn(new RandomShop(seed), "credit")}\nmetric parts = credit.sum(net)\nmetric first = sum(credit.part(net) where place = 1)";
        MetricQuery query = RandomShop.Days("parts", "first") with { Grain = Grain.Month, By = ["channel", "outcome.channel"] };
        Cube once = new RandomShop(seed).Ask(query, definitions), again = new RandomShop(seed).Ask(query, definitions, isShuffled: true, batches: 3);
        CubeDifference.Find(once, again).Should().BeNull();
    }

    [Property(MaxTest = 30)]
    public void Touches_and_outcomes_that_are_put_in_and_taken_out_again_leave_everything_as_it_was(int seed)
    {
        var random = new Random(seed);
        CrmModel model = CrmModel.Parse($"""
            fact customer entity key id {"{ }"}
            fact click event key id {"{ time at instant ref customer }"}
            fact order event key id {"{ time placed instant ref customer measure net money(EUR) }"}
            attribution credit of customer outcome (order) touches (click) within 9 days model {Models[random.Next(Models.Length)]}
            metric parts = credit.sum(net)
            """).ThrowIfInvalid();
        FactSchema click = model.Facts["click"].Schema, order = model.Facts["order"].Schema;
        long Time() => 1_700_000_000_000_000 + (random.NextInt64(0, 20 * 24) * 3_600_000_000);
        FactRecord Click(int i) => new(click, [$"k{i}", Time(), "c" + random.Next(3)]);
        FactRecord Order(int i) => new(order, [$"o{i}", Time(), "c" + random.Next(3), random.NextInt64(-500, 5_000)]);
        var builder = new FactHistoryBuilder(click, order);
        builder.Commit(1, Instant.FromUtc(2026, 1, 1, 0, 0));
        foreach (FactRecord row in Enumerable.Range(0, random.Next(20)).SelectMany(i => new[] { Click(i), Order(i) }))
        {
            builder.Put(row);
        }

        FactRecord[] extra = [.. Enumerable.Range(100, random.Next(1, 6)).SelectMany(i => new[] { Click(i), Order(i) })];
        builder.Commit(2, Instant.FromUtc(2026, 1, 2, 0, 0));
        Array.ForEach(extra, row => builder.Put(row));
        builder.Commit(3, Instant.FromUtc(2026, 1, 3, 0, 0));
        Array.ForEach(extra, row => builder.Retract(row));
        FactHistory history = builder.ToHistory();
        BoundQuery query = QueryBinder.Bind(model, new MetricQuery { Metrics = ["parts"], By = ["touch"], Now = Instant.FromUtc(2026, 2, 1, 0, 0) }).ThrowIfInvalid();
        Cube[] cubes = [.. new long[] { 1, 2, 3 }.Select(p => Both(model, query, history.At(p)))];

        CubeDifference.Find(cubes[0], cubes[2]).Should().BeNull();
        Rational added = Rational.FromScaled(extra.Where(r => r.Schema == order).Sum(r => (long)r.Values[3]!), 2);
        ((cubes[1].Find("parts")!.Value ?? Rational.Zero) - (cubes[0].Find("parts")!.Value ?? Rational.Zero)).Should().Be(added, "what is put in is shared, all of it");
    }

    private static Cube Both(CrmModel model, BoundQuery query, FactSet facts)
    {
        Cube cube = new Evaluation.Execution.Reference.ReferenceExecutor().Evaluate(query, facts);
        CubeDifference.Find(cube, new Evaluation.Execution.Columnar.ColumnarExecutor(model, facts).Evaluate(query)).Should().BeNull();
        return cube;
    }

    private static string Drawn(RandomShop shop, string name, string? outcome = null) =>
        $"attribution {name} of customer outcome ({outcome ?? Outcomes[shop.Random.Next(3)]}) touches ({Touches[shop.Random.Next(3)]}){Within(shop)} model {Models[shop.Random.Next(Models.Length)]}";

    private static string Within(RandomShop shop) => shop.Random.Next(4) switch { 0 => "", 1 => $" within {shop.Random.Next(1, 60)} hours", _ => $" within {shop.Random.Next(1, 40)} days" };
}
