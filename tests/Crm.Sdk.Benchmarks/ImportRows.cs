using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Crm.Sdk.Facts;
using Crm.Sdk.Import;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Benchmarks;

/// <summary>I1: reading a real file through a mapping, against a bare loop over the same CSV library. I2: the memory that it takes.</summary>
internal static class ImportRows
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    public static bool Speed(string file, int rounds)
    {
        BoundMapping mapping = Mapping();
        int read = Bare(file);
        FactTable table = Load(new CsvFactSource(mapping, file));
        if (table.Count != read)
        {
            throw new InvalidOperationException($"The loop read {read} rows, the importer {table.Count}.");
        }

        return Ratio.Measure("I1", "csvhelper-loop", 0.5, 0.8, rounds, () => Load(new CsvFactSource(mapping, file)), [() => Bare(file)]);
    }

    /// <summary>How much more memory than its columns an import holds at its end, for a small file and one ten times as long.</summary>
    public static bool Memory()
    {
        long small = Above(500_000), large = Above(5_000_000);
        double difference = Math.Abs(large - small) / (1024.0 * 1024.0);
        Ratio.Print("I2", "0.5M-to-5M-rows", "MiB", difference, 20, 5, small / (1024.0 * 1024.0), large / (1024.0 * 1024.0), 1);
        return difference < 20;
    }

    private static BoundMapping Mapping()
    {
        string folder = AppContext.BaseDirectory;
        CrmModel model = CrmModel.Parse(File.ReadAllText(Path.Combine(folder, "lines.crm"))).ThrowIfInvalid();
        return ImportMapping.Parse(File.ReadAllText(Path.Combine(folder, "lines.json"))).ThrowIfInvalid().Bind(model.Facts["line"].Schema).ThrowIfInvalid();
    }

    private static FactTable Load(CsvFactSource source) => FactTable.LoadAsync(source).AsTask().GetAwaiter().GetResult();

    private static int Bare(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
        int rows = -1, length = 0;
        while (parser.Read())
        {
            rows++;
            for (int i = 0; i < parser.Count; i++)
            {
                length += parser[i].Length;
            }
        }

        return length > 0 ? rows : 0;
    }

    // What is held beyond the columns while the last batch is being read, taken at the moment when most is in use.
    private static long Above(int rows)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalMemory(forceFullCollection: true), columns = 0, peak = long.MinValue;
        var source = new CsvFactSource(Mapping(), () => new Generated(rows), "generated.csv");
        var batches = new List<FactBatch>();
        Task.Run(async () =>
        {
            int at = 0;
            await foreach (FactBatch batch in source.ReadAsync())
            {
                batches.Add(batch);
                columns += batch.Columns.Sum(c => c is NumberColumn n ? n.Count * 8L + n.Nulls.Length : c.Count * 4L);
                if (++at % 8 == 0)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before - columns);
                }
            }
        }).GetAwaiter().GetResult();
        GC.KeepAlive(batches);
        return peak;
    }

    /// <summary>A CSV file of any length that nobody has to store.</summary>
    private sealed class Generated(int rows) : Stream
    {
        private byte[] _chunk = Encoding.UTF8.GetBytes(Header);
        private int _at, _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _chunk.Length)
            {
                if (_row == rows)
                {
                    return 0;
                }

                Fill();
            }

            int taken = Math.Min(count, _chunk.Length - _at);
            Array.Copy(_chunk, _at, buffer, offset, taken);
            _at += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Fill()
        {
            var text = new StringBuilder();
            for (int i = 0; i < 500 && _row < rows; i++, _row++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{536_000 + (_row / 20 % 20_000)},S{_row % 4_000},Thing {_row % 4_000},{_row % 48},");
                text.Append(CultureInfo.InvariantCulture, $"2011-{1 + (_row % 12):00}-{1 + (_row % 28):00} 10:{_row % 60:00}:00,{_row % 900}.{_row % 100:00},{12_000 + (_row % 4_300)},United Kingdom\n");
            }

            _chunk = Encoding.UTF8.GetBytes(text.ToString());
            _at = 0;
        }
    }
}
