"""What click itself says to the person (usage, options, faults of an argument), in Chinese."""

from __future__ import annotations

import gettext

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

_SPEAKERS = (core, decorators, exceptions, formatting, parser, termui, types)

WORDS: dict[str, str] = {
    # help
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
    "default: {default}": "默认 {default}",
    "env var: {var}": "环境变量 {var}",
    "required": "必填",
    "deprecated": "已停用",
    "(dynamic)": "（看情况）",
    # prompts
    "Repeat for confirmation": "再输一遍",
    "Error: The two entered values do not match.": "两次输入的不一样，请再来一遍。",
    "Error: invalid input": "看不懂输入的内容。",
    "Do you want to continue?": "要继续吗？",
    "Press any key to continue...": "按任意键继续。",
    # faults
    "Aborted!": "已停下，没有改动任何内容。",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "用法见 {command} {option}",
    "Missing command.": "没有写要做什么。",
    "Missing option": "少了选项",
    "Missing argument": "少了参数",
    "Missing parameter": "少了参数",
    "Missing {param_type}": "少了{param_type}",
    "Missing parameter: {param_name}": "少了 {param_name}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是其中一个：{possibilities}？）",
    "Got unexpected extra argument ({args})": "多了一个参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了几个参数（{args}）",
    "Option {name!r} does not take a value.": "选项 {name} 后面不用写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要写 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要写 {nargs} 个值。",
    "Takes {nargs} values but 1 was given.": "要写 {nargs} 个值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要写 {nargs} 个值，写了 {len} 个。",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "Value must be an iterable.": "应是一串值。",
    "unknown error": "原因不明",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "{value!r} is not a valid {number_type}.": "“{value}”不是{number_type}。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”，可以写：{states}",
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在其中：{choices}。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内。",
    "Choose from:\n\t{choices}": "可以选：\n\t{choices}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "找不到{name}“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，应是文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，应是文件。",
    "{name} {filename!r} is not readable.": "“{filename}”没有权限读。",
    "{name} {filename!r} is not writable.": "“{filename}”没有权限写。",
    "{name} {filename!r} is not executable.": "“{filename}”不能运行。",
}
"""click's sentence in English: ours. What is not here concerns programmers of commands, never their users."""

_KINDS = ((types.StringParamType, "文字"), (types.IntParamType, "整数"), (click.Path, "路径"))


def say(text: str) -> str:
    """What click asks gettext for."""
    return WORDS.get(text) or gettext.gettext(text)


def say_count(one: str, many: str, count: int) -> str:
    """The same for sentences with a number, which Chinese does not bend."""
    return say(one if count == 1 else many)


def speak_chinese() -> None:
    """Let click use these words. It asks gettext, whose language follows the system's; ours never does."""
    for module in _SPEAKERS:
        names = vars(module)
        names |= {name: words for name, words in (("_", say), ("ngettext", say_count)) if name in names}
    for kind, name in _KINDS:
        kind.name = name


