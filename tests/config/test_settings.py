"""Settings are read once, and a wrong one is named with what it should be."""

import pytest

from config.settings import Settings, WrongSetting


def test_without_settings_all_is_embedded_under_the_users_data_directory(tmp_path):
    settings = Settings.from_environ({"XDG_DATA_HOME": str(tmp_path)})

    assert settings.data_dir == tmp_path / "accord"
    assert settings.database_url.get_secret_value() == f"sqlite:///{tmp_path}/accord/accord.db"
    assert settings.embedded
    assert not settings.speaks_to_slack


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ACCORD_DATABASE_URL", "mysql://x", "postgresql://"),
        ("ACCORD_BROKER_URL", "amqp://x", "redis://"),
        ("ACCORD_POLL_SECONDS", "often", "a number of seconds"),
        ("ACCORD_POLL_SECONDS", "0", "a number of seconds"),
        ("ACCORD_POLL_SECONDS", "nan", "a number of seconds"),
        ("ACCORD_ALLOW_ADDRESSES", "127.0.0.1/8", "127.0.0.0/24"),
        ("ACCORD_SOURCES", "/nowhere/sources.yaml", "no file /nowhere/sources.yaml"),
        ("ACCORD_SLACK_API_URL", "slack.com", "https://slack.com/api/"),
        ("ACCORD_LOG_LEVEL", "LOUD", "WARNING"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "xoxb-"),
        ("SLACK_APP_TOKEN", "xapp-1", "SLACK_BOT_TOKEN"),
        ("SLACK_BOT_TOKEN_FILE", "/nowhere/token", "/nowhere/token"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_should_be(name, value, says):
    with pytest.raises(WrongSetting) as raised:
        Settings.from_environ({name: value})

    assert name in str(raised.value) or name == "SLACK_APP_TOKEN"
    assert says in str(raised.value)


def test_every_wrong_setting_is_named_at_once():
    with pytest.raises(WrongSetting) as raised:
        Settings.from_environ({"ACCORD_POLL_SECONDS": "x", "ACCORD_LOG_LEVEL": "x"})

    assert "ACCORD_POLL_SECONDS" in str(raised.value)
    assert "ACCORD_LOG_LEVEL" in str(raised.value)


def test_a_secret_may_come_from_a_file_and_never_shows_itself(tmp_path):
    path = tmp_path / "token"
    path.write_text("xoxb-from-a-file\n")

    settings = Settings.from_environ({"SLACK_BOT_TOKEN_FILE": str(path)})

    assert settings.slack_bot_token.get_secret_value() == "xoxb-from-a-file"
    assert "xoxb-from" not in repr(settings)


def test_an_empty_file_of_a_secret_counts_as_unset(tmp_path):
    path = tmp_path / "token"
    path.write_text("\n")

    assert Settings.from_environ({"SLACK_BOT_TOKEN_FILE": str(path)}).slack_bot_token is None


def test_a_refused_secret_is_not_repeated_in_the_error():
    with pytest.raises(WrongSetting) as raised:
        Settings.from_environ({"ACCORD_DATABASE_URL": "mysql://me:hunter2@db/x"})

    assert "hunter2" not in str(raised.value)


def test_an_empty_variable_counts_as_unset():
    assert Settings.from_environ({"SLACK_BOT_TOKEN": " ", "ACCORD_SOURCES": ""}).sources is None
