using System.Diagnostics;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering.Docx;

namespace Crm.Sdk.Reporting.Tests.Rendering.Docx;

/// <summary>A second reader beside the validator: what LibreOffice opens and writes as PDF, it understood.</summary>
public sealed class LibreOfficeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [LibreOfficeFact]
    public async Task LibreOffice_opens_a_document_and_writes_its_text_as_text()
    {
        string text = await ConvertedAsync(SampleDocuments.Small(), "txt:Text (encoded):UTF8", "txt", File.ReadAllTextAsync);

        text.Should().ContainAll("CRM plan 2026", "Raise revenue", "A second order pays for the first.", "welcome programme", "Key figures by segment", "At risk", "Two segments overlap.");
    }

    [LibreOfficeFact]
    public async Task LibreOffice_draws_all_pictures_on_pages()
    {
        byte[] pdf = await ConvertedAsync(SampleDocuments.Pictures(), "pdf", "pdf", File.ReadAllBytesAsync);

        pdf.AsSpan(0, 5).SequenceEqual("%PDF-"u8).Should().BeTrue();
        pdf.Length.Should().BeGreaterThan(30_000, "eight pictures are more than eight frames");
    }

    private static async Task<T> ConvertedAsync<T>(ReportDocument document, string filter, string extension, Func<string, CancellationToken, Task<T>> read)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("crm-docx-");
        try
        {
            string file = Path.Combine(folder.FullName, "report.docx");
            await File.WriteAllBytesAsync(file, DocxRenderer.Render(document));
            var start = new ProcessStartInfo(LibreOfficeFactAttribute.Program!)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                ArgumentList = { $"-env:UserInstallation={new Uri(Path.Combine(folder.FullName, "profile"))}", "--headless", "--convert-to", filter, "--outdir", folder.FullName, file },
            };
            using Process process = Process.Start(start)!;
            using var timeout = new CancellationTokenSource(Patience);
            Task<string> said = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            process.ExitCode.Should().Be(0, "LibreOffice said: {0}", await said);
            return await read(Path.Combine(folder.FullName, "report." + extension), timeout.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A test that needs LibreOffice; where there is none it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibreOfficeFactAttribute : FactAttribute
{
    public LibreOfficeFactAttribute()
    {
        if (Program is null)
        {
            Skip = "There is no soffice on the path.";
        }
    }

    /// <summary>Where LibreOffice is, or null.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(p => Path.Combine(p, "soffice")).FirstOrDefault(File.Exists);
}
