using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Sales;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Targets;

/// <summary>Rows become opportunities of the pipeline that the mapping declares.</summary>
/// <remarks>
/// A file knows where a deal is, not how it came there: one that is new and closed is opened in <c>first_stage</c>, else in the first
/// open stage of the pipeline, and closed from there.
/// </remarks>
internal sealed class OpportunityTarget() : ImportTarget<Opportunity, OpportunityId>(Opportunity.Concept)
{
    public override bool NeedsPipeline => true;

    public override IReadOnlyList<FactField> Fields(Currency currency) =>
    [
        Field.Key(), Field.Text("name"), Field.Reference("customer"), Field.Text("product"), Field.Text("owner"), Field.Text("source"), Field.Money("amount", currency), Field.Text("stage"),
        Field.Text("first_stage"), Field.Instant("opened"), Field.Instant("closed"), Field.Date("close_date"), Field.Text("lost_reason"),
    ];

    protected override Opportunity Apply(IReadOnlyList<ImportRecord> rows, Opportunity? known, ImportContext context)
    {
        ImportRecord row = rows[0];
        Stage? stage = StageOf(row, "stage", context.Pipeline);
        Instant at = known is null ? row.Moment("opened", context.Now) : context.Now;
        Opportunity opportunity = known ?? Open(row, stage, context, at);
        row.MustBe("opened", opportunity.OpenedAt, row.Instant("opened"));
        bool isClosing = stage is { Category: not StageCategory.Open } && stage.Key != opportunity.Stage;
        opportunity.Correct(row.Required("name", opportunity.Name), Reference(row, "customer", opportunity.Customer), at);
        opportunity.AssignTo(row.Text("owner", opportunity.Owner), at);
        opportunity.Describe(row.Text("source", opportunity.Source), row.Text("product", opportunity.Product), at);
        opportunity.Expect(row.Date("close_date", opportunity.CloseDate), at);
        opportunity.Value(row.Money("amount", opportunity.Amount), isClosing ? row.Instant("closed") ?? at : at);
        if (stage is not null && stage.Key != opportunity.Stage)
        {
            Move(row, opportunity, stage, context.Pipeline, at);
        }

        row.MustBe("closed", opportunity.ClosedAt, row.Instant("closed"));
        if (opportunity.Category == StageCategory.Lost)
        {
            row.MustBe("lost_reason", opportunity.LostReason, row.Text("lost_reason"));
        }

        return opportunity;
    }

    protected override IEnumerable<(string Name, object? Value)> State(Opportunity o) =>
    [
        ("name", o.Name), ("customer", o.Customer), ("owner", o.Owner), ("source", o.Source), ("product", o.Product), ("amount", o.Amount),
        ("close_date", o.CloseDate), ("stage", o.Stage), ("closed", o.ClosedAt), ("lost_reason", o.LostReason),
    ];

    protected override async ValueTask RestoreAsync(Opportunity o, FormerValues former, CancellationToken cancellationToken)
    {
        o.Correct(former.Of("name", o.Name), former.Of("customer", o.Customer), former.Now);
        o.AssignTo(former.Of("owner", o.Owner), former.Now);
        o.Describe(former.Of("source", o.Source), former.Of("product", o.Product), former.Now);
        o.Expect(former.Of("close_date", o.CloseDate), former.Now);
        o.Value(former.Of("amount", o.Amount), former.Now);
        string stage = former.Of("stage", o.Stage);
        if (stage == o.Stage || await former.Session.Pipelines.FindAsync(o.Pipeline!.Value, cancellationToken) is not { } pipeline)
        {
            return;
        }

        if (pipeline[stage].Category != StageCategory.Open)
        {
            throw new InvalidOperationException($"It was closed as '{stage}', and what has happened to it since stays in its history: close it anew.");
        }

        Instant at = Instant.Max(former.Now, o.Transitions[^1].At);
        if (o.Category == StageCategory.Open)
        {
            o.MoveTo(pipeline, stage, at);
        }
        else
        {
            o.Reopen(pipeline, stage, at);
        }
    }

    private static Opportunity Open(ImportRecord row, Stage? stage, ImportContext context, Instant at)
    {
        Pipeline pipeline = context.Pipeline;
        Stage first = stage is { Category: StageCategory.Open } ? stage : StageOf(row, "first_stage", pipeline) ?? FirstOpen(pipeline);
        string name = row.Has("name") ? row.Required("name") : row.Required(Field.Id);
        return Opportunity.Open(context.NewId<OpportunityId>(), name, Reference<CustomerId>(row, "customer", null), pipeline, first.Key, at);
    }

    private static void Move(ImportRecord row, Opportunity opportunity, Stage stage, Pipeline pipeline, Instant at)
    {
        if (stage.Category == StageCategory.Open)
        {
            if (opportunity.Category == StageCategory.Open)
            {
                opportunity.MoveTo(pipeline, stage.Key, at);
            }
            else
            {
                opportunity.Reopen(pipeline, stage.Key, at);
            }

            return;
        }

        Instant end = row.Instant("closed") ?? throw row.Missing("closed");
        if (opportunity.Category != StageCategory.Open)
        {
            opportunity.Reopen(pipeline, FirstOpen(pipeline).Key, end);
        }

        if (stage.Category == StageCategory.Won)
        {
            opportunity.Win(pipeline, stage.Key, end);
        }
        else
        {
            opportunity.Lose(pipeline, stage.Key, row.Required("lost_reason"), end);
        }
    }

    private static Stage FirstOpen(Pipeline pipeline) => pipeline.Stages.First(s => s.Category == StageCategory.Open);

    // Files hold labels; some hold keys.
    private static Stage? StageOf(ImportRecord row, string field, Pipeline pipeline)
    {
        if (row.Text(field) is not { } text)
        {
            return null;
        }

        Stage[] stages = [.. pipeline.Stages.Where(s => s.Label == text)];
        return stages switch
        {
            [var stage] => stage,
            [] => pipeline.Stages.FirstOrDefault(s => s.Key == text) ?? throw new ImportRefusal(
                ImportCodes.UnknownWord, field, $"The pipeline '{pipeline.Name}' has no stage {Excerpt.Of(text)}.",
                $"{Suggestion.Mend(text, pipeline.Stages.Select(s => s.Label))} Mend the row, or add the stage to \"pipeline\".") { Place = row.Place },
            _ => throw new ImportRefusal(
                ImportCodes.AmbiguousReference, field, $"Several stages of the pipeline '{pipeline.Name}' are labelled {Excerpt.Of(text)}.",
                $"Map the label to the key of one of them with \"values\" of columns.{field}.") { Place = row.Place },
        };
    }
}
