#region usings
using Crm.Sdk;
using Crm.Sdk.Customers;
using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Segments;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Plans;
using Crm.Sdk.Reporting.Rendering;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Timelines;
using Crm.Sdk.Values;
using NodaTime;
#endregion
using Quickstart;

string folder = Path.Combine(AppContext.BaseDirectory, "company");
Instant now = Company.Now;
var calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

Company.StartOverIfInterrupted(folder);

#region open
// A CRM in a file. The tables are made when the file is new.
var store = new SqliteCrmStore(StandardSchema.Create("EUR"), new SqliteStoreOptions { Path = Path.Combine(folder, "crm.db") });
await using var crm = new CrmRuntime(store, Company.Clock, Company.Ids);
await crm.OpenAsync();
#endregion

await Company.CreateIfMissingAsync(crm, folder);

#region metrics
// Definitions are text; the facts behind them are kept by the store as things happen.
string text = File.ReadAllText(Path.Combine(folder, "definitions", "company.crm"));
CrmModel model = CrmModel.Parse(text, store.Schema.Facts).ThrowIfInvalid();
FactSet facts = await crm.LoadFactsAsync(TenantId.Single);
var engine = new MetricEngine(model, facts);

var query = new MetricQuery
{
    Metrics = ["revenue", "orders", "order.average", "buyers", "customer.new", "customer.repeat_rate"],
    From = new LocalDate(2026, 4, 1),
    To = new LocalDate(2026, 7, 1),
    Grain = Grain.Month,
    Segments = ["key_accounts", "mid_market", "dach"],
    Calendar = calendar,
    Now = now,
};
Console.WriteLine(CubeTable.Write(await engine.EvaluateAsync(query)));
Console.WriteLine(CubeTable.Write(await engine.EvaluateAsync(query with { Metrics = [.. model.Metrics.Keys.Except(query.Metrics)] })));
#endregion

await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
CrmPlan plan = await Company.PlanAsync(session, new ObjectiveTracker(engine, calendar), folder);
Company.Finish(folder);

#region objectives
// An objective tells by itself how it is doing.
var tracker = new ObjectiveTracker(engine, calendar);
string Share(Rational? share) => share is { } s ? ValueFormat.Percent(0).Text(s) : "-";
Console.WriteLine("Objectives");
foreach (SmartObjective objective in plan.ObjectivesOf(await session.Objectives.ListAsync(q => q.OrderBy(o => o.Plan.To))))
{
    ObjectiveReport report = await tracker.ReportAsync(objective, now);
    Console.WriteLine($"  {objective.Plan.Title}: {report.Status}, {Share(report.Progress)} of the way in {Share(report.Pace)} of the time");
}
#endregion

#region timeline
Customer customer = (await session.Customers.FirstOrDefaultAsync(Crm.Sdk.Specifications.Specification<Customer>.Of(q => q.Where(c => c.Country == "DE").OrderBy(c => c.Name))))!;
Console.WriteLine($"\nLatest with {customer.Name}");
foreach (TimelineEntry entry in await CustomerTimeline.ReadAsync(session, customer.Id, take: 5))
{
    Console.WriteLine($"  {entry.At:uuuu-MM-dd}  {entry.Text}");
}
#endregion

#region plan
PlanContext context = await PlanContext.LoadAsync(session, plan, engine, new SegmentExplorer(model, facts), calendar, now);
string page = Path.Combine(folder, "plan.html");
File.WriteAllText(page, HtmlRenderer.Render(await new PlanReporter().ComposeAsync(context)));
Console.WriteLine($"\nThe plan: {new Uri(page).AbsoluteUri}");
#endregion
