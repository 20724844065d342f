using System.Text;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Tests;

public sealed class RobustnessTests
{
    private const int Inputs = 100_000;
    private const string Likely = ",,,\"\n\rA1.- 'T:";

    private static readonly BoundMapping[] Mappings =
    [
        OrderFile.Mapping(OrderFile.AllColumns, "\"zone\": \"Europe/London\""),
        OrderFile.Mapping(OrderFile.AllColumns, "\"encoding\": \"utf-16\", \"onDuplicateKey\": \"keepFirst\""),
        OrderFile.Mapping("\"id\": \"id\", \"product\": {\"join\": [\"product\", \"source\"], \"start\": 1, \"length\": 2}, \"day\": {\"column\": \"day\", \"dates\": [\"d/M/uuuu\"]}", "\"nulls\": [\"-\"], \"group\": \" \""),
    ];

    private static readonly string[] Valid =
    [
        OrderFile.Header + "\nA,2011-02-28T10:00:00Z,2011-02-28,c1,p1,web,true,1,1.50,2.25,0.5\nB,2011-03-27 01:30,1/2/2011,c2,\"p\n\"\"2\",,false,-1,1e2,,7\n",
        "\uFEFF" + OrderFile.Header + "\r\n\"A\",,,,,,,,,,\r\n\r\n\"A\",,,,é😀,,,,,,\r\nC,,,,,,,9999999999999999999,,,",
        OrderFile.Header + "\rA,,,,\"\",,,,,,\rB,,,,\"x\",,,,,,\r",
    ];

    private static readonly byte[][] Pieces = [[0x1F, 0x8B], "\""u8.ToArray(), ","u8.ToArray(), "\r\n"u8.ToArray(), "\n"u8.ToArray(), [0], [0xFF, 0xFE], [0xC3], "é"u8.ToArray(), "\uFDD0\uFDE0"u8.ToArray(), "2011-02-30"u8.ToArray(), "e9999"u8.ToArray()];

    [Fact]
    public async Task Whatever_a_file_holds_gives_a_table_or_findings_inside_the_file()
    {
        var random = new Random(4711);
        var options = new ImportOptions { BatchSize = 16, MaxFindings = 50, MaxFieldLength = 64 };
        for (int i = 0; i < Inputs; i++)
        {
            (byte[] file, int lines) = i % 2 == 0 ? Plain(Noise(random)) : Mutation(random);
            ImportResult result = await CsvImporter.RunAsync(OrderFile.Source(Mappings[random.Next(Mappings.Length)], file, options));

            if (Fault(result, lines) is { } fault)
            {
                Assert.Fail($"Input {i}: {fault} {Convert.ToHexString(file)}");
            }
        }
    }

    private static string? Fault(ImportResult result, int lines)
    {
        ImportReport report = result.Report;
        if (result.Table is null == report.IsUsable || (result.Table is null && report.Findings.Count == 0))
        {
            return "Neither a table nor a reason.";
        }

        if (report.IsUsable && (result.Table!.Count != report.Accepted || report.RowsRead != report.Accepted + report.Rejected + report.Skipped))
        {
            return "The counts do not add up.";
        }

        if (report.Rejected > 0 && report.Findings.Count == 0)
        {
            return "A row was rejected without a reason.";
        }

        Finding? outside = report.Findings.FirstOrDefault(f => f.Place.Line < 1 || f.Place.Line > lines || f.Place.Column < 1);
        return outside is null ? null : $"Outside the file of {lines} lines: {outside}";
    }

    private static byte[] Noise(Random random)
    {
        byte[] bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            byte[] header = Encoding.UTF8.GetBytes(OrderFile.Header + "\n");
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.Next(4) == 0 ? bytes[i] : (byte)Likely[random.Next(Likely.Length)];
            }

            return [.. header, .. bytes];
        }

        return bytes;
    }

    private static (byte[] File, int Lines) Mutation(Random random)
    {
        string text = Valid[random.Next(Valid.Length)];
        var bytes = new List<byte>((random.Next(8) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(text));
        for (int changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(32, 127), random.Next(1, 1200)));
                    break;
            }
        }

        byte[] file = [.. bytes];
        return random.Next(10) == 0 && file.Length > 0 ? Packed(random, file) : Plain(file);
    }

    private static (byte[] File, int Lines) Plain(byte[] file) => (file, file.Count(b => b is (byte)'\n' or (byte)'\r') + 1);

    // What a damaged file unpacks to before the damage shows may have any number of lines.
    private static (byte[] File, int Lines) Packed(Random random, byte[] file)
    {
        byte[] packed = OrderFile.Gzip(file);
        switch (random.Next(3))
        {
            case 0:
                packed[random.Next(packed.Length)] ^= (byte)random.Next(1, 256);
                return (packed, int.MaxValue);
            case 1:
                return (packed[..random.Next(packed.Length)], int.MaxValue);
            default:
                return (packed, Plain(file).Lines);
        }
    }
}
