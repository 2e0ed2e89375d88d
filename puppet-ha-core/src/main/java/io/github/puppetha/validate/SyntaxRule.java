package io.github.puppetha.validate;

import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Severity;

/**
 * What {@code puppet parser validate} reports, by its issue codes; see {@link
 * io.github.puppetha.language.Issue}.
 */
enum SyntaxRule implements Rule {
  SYNTAX_ERROR("A token where none of its kind may stand, or an end too early", "$a = = 1"),
  ERROR("What Puppet refuses without an issue code", "class class { }"),
  UNCLOSED_QUOTE("A string without its closing quote", "$a = \"text"),
  UNCLOSED_MLCOMMENT("A comment without its end", "/* text"),
  ILLEGAL_NUMBER("A word that begins like a number and is none", "$a = 1abc"),
  INVALID_HEX_NUMBER("A hexadecimal number with other digits", "$a = 0xZ"),
  INVALID_OCTAL_NUMBER(
      "An octal number with other digits; a number that begins with 0 is octal", "$a = 09"),
  INVALID_DECIMAL_NUMBER("A decimal number with letters in it", "$a = 1.2x"),
  ILLEGAL_CLASS_REFERENCE("A type name with a part in lower case", "$a = Foo::bar"),
  ILLEGAL_FULLY_QUALIFIED_CLASS_REFERENCE(
      "A type name from the top with a part that cannot be", "$a = ::Foo::9"),
  ILLEGAL_FULLY_QUALIFIED_NAME("A qualified name with a part that cannot be", "$a = a::9"),
  ILLEGAL_NAME_OR_BARE_WORD("A word that is neither a name nor a bare word", "$a = a::-b"),
  ILLEGAL_BOM("A byte order mark at the start of the file", "\\uFEFF$a = 1"),
  UNRECOGNIZED_ESCAPE(
      WARNING,
      "A backslash in a double-quoted string before a character for which it has no meaning",
      "$a = \"\\q\""),
  ILLEGAL_UNICODE_ESCAPE(
      WARNING,
      "An escape for a Unicode character with too few digits or too many",
      "$a = \"\\u{}\""),
  HEREDOC_UNCLOSED_PARENTHESIS("A heredoc whose tag is not closed", "$a = @(END\ntext\nEND"),
  HEREDOC_WITHOUT_END_TAGGED_LINE("A heredoc without the line that ends it", "$a = @(END)\ntext"),
  HEREDOC_WITHOUT_TEXT("A heredoc in the last line, with no text below", "$a = @(END)"),
  HEREDOC_EMPTY_ENDTAG("A heredoc whose tag is blank", "$a = @( )\ntext\n"),
  HEREDOC_INVALID_SYNTAX("A heredoc without a tag", "$a = @()\ntext\n"),
  HEREDOC_INVALID_ESCAPE(
      "A flag for escapes in a heredoc that there is not", "$a = @(END/x)\ntext\nEND"),
  HEREDOC_MULTIPLE_AT_ESCAPES("A flag for escapes in a heredoc twice", "$a = @(END/tt)\ntext\nEND"),
  ILLEGAL_JSON("A heredoc that says it is JSON and is not", "$a = @(END:json)\n{\nEND"),
  ILLEGAL_PP(
      "A heredoc that says it is a manifest and does not parse", "$a = @(END:pp)\n$b = = 1\nEND"),
  ILLEGAL_EPP(
      "A heredoc that says it is a template and does not parse", "$a = @(END:epp)\n<%= = %>\nEND"),
  ILLEGAL_BASE64("A heredoc that says it is Base64 and is not", "$a = @(END:base64)\n*\nEND"),
  EPP_UNBALANCED_TAG("A template that ends within a tag", "<% $a = 1"),
  EPP_UNBALANCED_EXPRESSION("A template that ends where a tag begins", "text <%"),
  EPP_UNBALANCED_COMMENT("A comment in a template that is not closed", "<%# text"),
  EPP_INTERNAL_ERROR(
      "A template that Puppet's scanner gives up on", "no text is known that makes it do so"),
  ILLEGAL_EPP_PARAMETERS(
      "Parentheses after text, which were to hold parameters; these come first, between bars",
      "text <% ($a) %>"),
  NOT_TOP_LEVEL(
      "A class, define or node within something else than a class or the top",
      "if true { class a { } }"),
  NOT_ABSOLUTE_TOP_LEVEL(
      "A function or type alias within a class", "class a { function b() { 1 } }"),
  ILLEGAL_DEFINITION_NAME(
      "A name that a class, define, function or type alias cannot have", "class a-b { }"),
  ILLEGAL_DEFINITION_LOCATION(
      "A definition in a file of a module where the autoloader does not look for it",
      "class other { }"),
  ILLEGAL_TOP_CONSTRUCT_LOCATION(
      "A statement beside the definitions in a module's file", "notice(1)"),
  RESERVED_TYPE_NAME("A definition with the name of a data type", "class string { }"),
  RESERVED_WORD("A word that is reserved", "$a = private"),
  FUTURE_RESERVED_WORD(WARNING, "A name that will be reserved", "class plan { }"),
  RESERVED_PARAMETER("A parameter called name or title", "class a($name) { }"),
  DUPLICATE_PARAMETER("A parameter twice", "class a($b, $b) { }"),
  ILLEGAL_PARAM_NAME("A name that a parameter cannot have", "class a($B) { }"),
  ILLEGAL_NUMERIC_PARAMETER("A number as the name of a parameter", "class a($1) { }"),
  CAPTURES_REST_NOT_SUPPORTED(
      "A parameter for all the rest where there can be none", "class a(*$b) { }"),
  CAPTURES_REST_NOT_LAST("A parameter for all the rest that is not the last", "f() |*$a, $b| { }"),
  ILLEGAL_NONLITERAL_PARAMETER_TYPE(
      WARNING,
      "A data type of a class parameter that has to be computed; Puppet 7 does not mind",
      "class a(Integer[1+1] $b) { }"),
  ILLEGAL_ASSIGNMENT_CONTEXT(
      "An assignment within the default of a parameter", "class a($b = ($c = 1)) { }"),
  ILLEGAL_ASSIGNMENT("An assignment to something that is no variable", "1 = 2"),
  CROSS_SCOPE_ASSIGNMENT("An assignment to a variable of another scope", "$a::b = 1"),
  ILLEGAL_NUMERIC_ASSIGNMENT("An assignment to a numbered variable", "$1 = 1"),
  ILLEGAL_INDEXED_ASSIGNMENT("An assignment to a part of a value", "$a[0] = 1"),
  APPENDS_DELETES_NO_LONGER_SUPPORTED("An operator that Puppet 4 took away", "$a += 1"),
  ILLEGAL_ATTRIBUTE_APPEND(
      "+> elsewhere than in an override or a collector", "file { 'a': mode +> '0644' }"),
  MULTIPLE_ATTRIBUTES_UNFOLD(
      "Attributes unfolded twice in one resource", "file { 'a': * => $b, * => $c }"),
  NOT_RVALUE("A definition or collector where a value is needed", "$a = File <| |>"),
  IDEM_EXPRESSION_NOT_LAST("A statement without effect before others", "1\nnotice('a')"),
  IDEM_NOT_ALLOWED_LAST(
      "A statement without effect at the end of a class, define or node", "class a { 1 }"),
  RESOURCE_WITHOUT_TITLE("A resource without a title", "file { mode => '0644' }"),
  ILLEGAL_EXPRESSION("An expression where only a name can stand", "1(2)"),
  ILLEGAL_QUERY_EXPRESSION(
      "An operator that a collector's query does not know", "File <| a > 1 |>"),
  DUPLICATE_KEY("A key twice in a hash; a warning for Puppet 7", "$a = { a => 1, a => 2 }"),
  DUPLICATE_DEFAULT("Two defaults", "$a = $b ? { default => 1, default => 2 }"),
  ILLEGAL_VAR_NAME("A name that a variable cannot have", "$a = $Foo"),
  ILLEGAL_NUMERIC_VAR_NAME("A number of a variable that begins with 0", "$a = $01"),
  ILLEGAL_CLASSREF("A type name that cannot be", "no text is known that makes it be found"),
  NUMERIC_OVERFLOW("A number of more than 64 bits", "$a = 9223372036854775808"),
  ILLEGAL_HOSTNAME_CHARS("A character that no node name can have", "node 'a b' { }"),
  ILLEGAL_HOSTNAME_INTERPOLATION("A node name that is to be computed", "node \"${a}\" { }"),
  ILLEGAL_NODE_INHERITANCE("A node that inherits from another", "node a inherits b { }"),
  CLASS_NOT_VIRTUALIZABLE("A virtual class", "@class { 'a': }"),
  NOT_VIRTUALIZEABLE("Virtual defaults", "@File { mode => '0644' }"),
  ILLEGAL_TYPE_MAPPING(
      "A mapping of runtime types that cannot be", "type Runtime[ruby, 'a'] = [/a/, 'b']"),
  UNSUPPORTED_EXPRESSION("What parses but has no meaning", "type Foo { }"),
  EXPRESSION_NOT_SUPPORTED_WHEN_COMPILING(
      "What cannot stand in an apply block of a plan",
      "plan a($b) { apply($b) { apply($b) { } } }"),
  EXPRESSION_NOT_SUPPORTED_WHEN_SCRIPTING(
      "What can stand in a catalog but not in a plan", "plan a() { file { 'b': } }");

  private final RuleEntry entry;

  SyntaxRule(String summary, String example) {
    this(Severity.ERROR, summary, example);
  }

  SyntaxRule(Severity severity, String summary, String example) {
    this.entry = RuleEntry.of("syntax", name(), severity, summary, example);
  }

  @Override
  public RuleEntry entry() {
    return entry;
  }
}
