namespace MoCluster.Cli.Completion;

/// <summary>The scripts that complete command lines. Each asks the tool itself, so they stay true when verbs are added.</summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        # Completion of mocluster in bash. In ~/.bashrc: source <(mocluster completion bash)
        _mocluster() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(mocluster "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _mocluster mocluster

        """;

    private const string Zsh =
        """
        # Completion of mocluster in zsh. In ~/.zshrc, after compinit: source <(mocluster completion zsh)
        _mocluster() {
          local -a found
          found=("${(@f)$(mocluster "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a found
        }
        compdef _mocluster mocluster

        """;

    private const string PowerShell =
        """
        # Completion of mocluster in PowerShell. In $PROFILE: mocluster completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName mocluster -ScriptBlock {
          param($word, $line, $position)
          mocluster "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }

        """;

    /// <summary>The script of each shell.</summary>
    public static IReadOnlyDictionary<string, string> Of { get; } = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["powershell"] = PowerShell,
    };
}
