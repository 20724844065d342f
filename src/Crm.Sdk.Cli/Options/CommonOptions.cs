using System.CommandLine;
using System.Globalization;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Argument<string> Folder() => new("FOLDER")
    {
        Description = "The folder of the workspace.", DefaultValueFactory = _ => ".", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format")
        {
            Description = $"How the answer is written: {string.Join(", ", formats)}.", DefaultValueFactory = _ => formats[0], HelpName = string.Join('|', formats),
        };
        return OneOf(option, formats);
    }

    /// <summary>An option with a whole number; what is none is told in words.</summary>
    public static Option<int?> Number(string name, string example) => new(name)
    {
        CustomParser = result =>
        {
            string typed = result.Tokens is [var token, ..] ? token.Value : "";
            if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                return number;
            }

            result.AddError($"{name}: '{typed}' is no whole number. Write one such as {example}.");
            return null;
        },
    };

    /// <summary>Lets an option have only some words, and says which when it has another.</summary>
    public static Option<T> OneOf<T>(Option<T> option, params string[] words)
    {
        option.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(t => t.Value).Where(w => !words.Contains(w, StringComparer.Ordinal)))
            {
                result.AddError($"'{word}' cannot be used for {option.Name}. {Suggestion.Mend(word, words)}");
            }
        });
        return option;
    }
}
