#region usings
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using NodaTime;
#endregion
using HostTypes;

var company = Company.Generate(seed: 7, customers: 400, from: new LocalDate(2025, 1, 1), months: 12);

#region facts
// Your own types become facts: say which member is the key, the time, a reference, a dimension or a measure.
FactMapping<Customer> customers = FactSchema.For<Customer>("customer", FactShape.Entity)
    .Key(c => c.Id)
    .Dimension("country", c => c.Country)
    .Build();
FactMapping<Order> orders = FactSchema.For<Order>("order")
    .Key(o => o.Id)
    .Time("placed", o => o.PlacedAt)
    .Reference("customer", o => o.CustomerId)
    .Dimension("channel", o => o.Channel)
    .Dimension("status", o => o.Status)
    .Money("net", "EUR", o => o.Net)
    .Build();
FactMapping<Response> responses = FactSchema.For<Response>("response")
    .Key(r => r.Id)
    .Time("answered", r => r.Answered)
    .Reference("customer", r => r.CustomerId)
    .Measure("score", r => r.Score)
    .Build();
#endregion

#region evaluate
// Definitions are data: a text that a person can read, checked as a whole before anything runs.
string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "company.crm"));
CrmModel model = CrmModel.Parse(text, customers.Schema, orders.Schema, responses.Schema).ThrowIfInvalid();

var facts = new FactSet(customers.Read(company.Customers), orders.Read(company.Orders), responses.Read(company.Responses));
var engine = new MetricEngine(model, facts);

Cube cube = await engine.EvaluateAsync(new MetricQuery
{
    Metrics = ["revenue", "order.average", "buyers", "customer.repeat_rate", "order.refund_rate", "feedback.nps"],
    From = new LocalDate(2025, 7, 1),
    To = new LocalDate(2026, 1, 1),
    Grain = Grain.Month,
    Segments = ["regulars", "nordic"],
    Calendar = new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]),
    Now = Instant.FromUtc(2026, 1, 15, 12, 0),
});
Console.Write(CubeTable.Write(cube));
#endregion

#region explain
// Every cell says what it was made of.
Cell cell = cube.Find("customer.repeat_rate", ("period", "2025-12"), ("segment", "regulars"))!;
Console.WriteLine();
Console.WriteLine($"Repeat buyers among regulars in December: {cell.Numerator} of the {cell.Denominator} who bought at all, "
    + $"exactly {cell.Value}, shown as {CellFormat.Of(cube, 3).Shown(cell)}.");
#endregion
