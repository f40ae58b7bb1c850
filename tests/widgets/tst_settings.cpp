// What a person chose survives the program, a broken file does not stop it.
#include "app/gui/settingsfile.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "widgets/common/flatstyle.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/window/settingsdialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;

namespace {

Settings chosen()
{
    Settings settings;
    settings.theme = QStringLiteral("contrast");
    settings.font = 12.5;
    settings.language = QStringLiteral("zh_CN");
    settings.reducedMotion = true;
    settings.compact = true;
    settings.store = QStringLiteral("/data/Öl");
    settings.keys = {{QStringLiteral("run"), QStringLiteral("F9")}, {QStringLiteral("fit"), QString()}};
    settings.layout = QByteArray("\0\1\xff layout", 10);
    settings.geometry = QByteArray("geometry");
    return settings;
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFolderOfTheStoreIsAskedFor();
    void everythingChosenIsReadAgain();
    void onlyWhatDiffersIsKept();
    void brokenFilesGiveDefaultsAndAreKeptAside_data();
    void brokenFilesGiveDefaultsAndAreKeptAside();
    void filesOfALaterVersionAreLeftAlone();
    void dialogShowsAThemeAndTakesItBack();
    void reducedMotionStopsEveryAnimation();
};

void TestSettings::everythingChosenIsReadAgain()
{
    const TemporaryFolder folder;
    SettingsFile file(folder.path() / "deep" / "settings.json");
    QVERIFY(file.read() == Settings{});
    QVERIFY(file.write(chosen()));
    QVERIFY(file.read() == chosen());
    QCOMPARE(file.state(), SettingsFile::State::Fine);
}

void TestSettings::onlyWhatDiffersIsKept()
{
    QCOMPARE(toJson(Settings{}), std::string("{\n  \"version\": 1\n}\n"));
    Settings dark;
    dark.theme = QStringLiteral("dark");
    QCOMPARE(toJson(dark), std::string("{\n  \"theme\": \"dark\",\n  \"version\": 1\n}\n"));
}

void TestSettings::brokenFilesGiveDefaultsAndAreKeptAside_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
    row("empty", "");
    row("half written", R"({"version": 1, "theme": "da)");
    row("binary", QByteArray(300, '\xff'));
    row("no object", "[1, 2]");
    row("no version", R"({"theme": "dark"})");
    row("wrong type", R"({"version": 1, "font": "large"})");
    row("unknown theme", R"({"version": 1, "theme": "pink"})");
    row("size out of range", R"({"version": 1, "font": 400})");
    row("keys as a list", R"({"version": 1, "keys": ["F1"]})");
    row("key as a number", R"({"version": 1, "keys": {"run": 5}})");
}

void TestSettings::brokenFilesGiveDefaultsAndAreKeptAside()
{
    QFETCH(QByteArray, text);
    const TemporaryFolder folder;
    SettingsFile file(folder.path() / "settings.json");
    QVERIFY(writeFileAtomic(file.path(), text.toStdString()));
    QVERIFY(file.read() == Settings{});
    QCOMPARE(file.state(), SettingsFile::State::Broken);
    QCOMPARE(*readFile(file.asideFile()), text.toStdString());
    QVERIFY(file.write(chosen()));
    QVERIFY(SettingsFile(file.path()).read() == chosen());
}

void TestSettings::filesOfALaterVersionAreLeftAlone()
{
    const TemporaryFolder folder;
    SettingsFile file(folder.path() / "settings.json");
    const std::string text = R"({"version": 2, "theme": {"name": "dark"}})";
    QVERIFY(writeFileAtomic(file.path(), text));
    QVERIFY(file.read() == Settings{});
    QCOMPARE(file.state(), SettingsFile::State::Foreign);
    QVERIFY(file.write(chosen()));
    QCOMPARE(*readFile(file.path()), text);
}

void TestSettings::dialogShowsAThemeAndTakesItBack()
{
    Settings before;
    before.language = QStringLiteral("de");
    SettingsDialog dialog(before);
    QVERIFY(dialog.settings() == before);
    std::vector<QString> tried;
    connect(&dialog, &SettingsDialog::tried, this, [&](const Settings& settings) { tried.push_back(settings.theme); });
    auto* theme = dialog.findChild<QComboBox*>(QStringLiteral("theme"));
    theme->setCurrentIndex(theme->findData(QStringLiteral("contrast")));
    QCOMPARE(dialog.settings().theme, QStringLiteral("contrast"));
    dialog.reject();
    QCOMPARE(tried, (std::vector<QString>{QStringLiteral("contrast"), QString()}));
}

void TestSettings::reducedMotionStopsEveryAnimation()
{
    Settings settings;
    settings.theme = QStringLiteral("light");
    applyLook(*qApp, settings);
    QVERIFY(QApplication::cursorFlashTime() > 0);
    settings.reducedMotion = true;
    applyLook(*qApp, settings);
    QCOMPARE(QApplication::cursorFlashTime(), 0);
    QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    QVERIFY(!QApplication::isEffectEnabled(Qt::UI_AnimateMenu) && !QApplication::isEffectEnabled(Qt::UI_FadeTooltip));
    settings.reducedMotion = false;
    applyLook(*qApp, settings);
    QVERIFY(QApplication::cursorFlashTime() > 0);
}

void TestSettings::theFolderOfTheStoreIsAskedFor()
{
    SettingsDialog dialog({});
    int asked = 0;
    connect(&dialog, &SettingsDialog::folderAsked, this, [&] { ++asked; });
    for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (button->parent()->inherits("QDialogButtonBox")) {
            continue;
        }
        button->click();
    }
    QCOMPARE(asked, 1);
    dialog.setStore(QStringLiteral("/somewhere"));
    QCOMPARE(dialog.settings().store, QStringLiteral("/somewhere"));
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
