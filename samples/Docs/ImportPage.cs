using System.Text;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about import.</summary>
public static class ImportPage
{
    private const string Csv = """
        Nummer;Datum;Betrag;Kanal
        17;03.02.2026;1.250,00;Laden
        18;29.02.2026;80,00;Netz
        19;04.02.2026;n/a;Netz
        20;05.02.2026;99,995;Netz
        17;06.02.2026;10,00;Laden
        """;

    /// <summary>A mapping, a file, a report.</summary>
    public static async Task Report(TextWriter output)
    {
        FactSchema schema = CrmModel.Parse("""
            fact sale event key id { time day date  dim channel text  measure amount money(EUR) }
            """).ThrowIfInvalid().Facts["sale"].Schema;

        #region Report
        Checked<ImportMapping> mapping = ImportMapping.Parse("""
            {
              "format": "crm-mapping/1",
              "fact": "sale",
              "delimiter": ";",
              "decimal": ",",
              "group": ".",
              "nulls": ["", "n/a"],
              "columns": {
                "id": "Nummer",
                "day": { "column": "Datum", "dates": ["dd.MM.uuuu"] },
                "channel": { "column": "Kanal", "values": { "Laden": "shop", "Netz": "web" } },
                "amount": "Betrag"
              }
            }
            """);
        BoundMapping bound = mapping.ThrowIfInvalid().Bind(schema).ThrowIfInvalid();
        var source = new CsvFactSource(bound, () => new MemoryStream(Encoding.UTF8.GetBytes(Csv)), "sales.csv");

        ImportResult result = await CsvImporter.RunAsync(source);
        output.WriteLine($"{result.Report.RowsRead} read, {result.Report.Accepted} accepted, {result.Report.Rejected} rejected");
        foreach (Finding finding in result.Report.Findings)
        {
            output.WriteLine(finding);
        }
        #endregion
    }

    /// <summary>References to rows that are not there.</summary>
    public static async Task Dangling(TextWriter output)
    {
        Workspace workspace = Shop.Workspace;

        #region Dangling
        WorkspaceFacts rows = await workspace.LoadAsync();
        foreach (DanglingReference reference in rows.FindDanglingReferences())
        {
            output.WriteLine($"{reference}: {reference.Rows} of {rows.Facts[workspace.Model.Facts[reference.Fact].Schema].Count} rows");
            output.WriteLine(reference.ToFinding());
        }
        #endregion
    }

    /// <summary>A mapping that does not fit its fact.</summary>
    public static Task Misfit(TextWriter output)
    {
        FactSchema schema = Shop.Workspace.Model.Facts["case"].Schema;

        #region Misfit
        ImportMapping mapping = ImportMapping.Parse("""
            {
              "format": "crm-mapping/1",
              "fact": "case",
              "columns": { "id": "Case", "opend": "Opened", "effort": "Minutes" }
            }
            """, "mappings/case.json").ThrowIfInvalid();
        foreach (Finding finding in mapping.Bind(schema).Findings)
        {
            output.WriteLine(finding);
        }
        #endregion
        return Task.CompletedTask;
    }
}
