#include "app/gui/application.h"
#include "app/gui/canvasbench.h"
#include "app/gui/language.h"
#include "app/gui/runnerlauncher.h"
#include "core/base/paths.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QTimer>

#include <cstdio>

namespace {

void addOptions(QCommandLineParser& parser)
{
    const auto shown = [](const char* text) { return QCoreApplication::translate("CommandLine", text); };
    parser.setApplicationDescription(
        shown(QT_TRANSLATE_NOOP("CommandLine", "Watch, steer and review a search for faster kernels.")));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("SESSION"),
                                 shown(QT_TRANSLATE_NOOP("CommandLine", "session to open; the newest without one")));
    const auto add = [&](const char* name, const char* help, const char* value = "", const char* standard = "") {
        parser.addOption(
            {QString::fromLatin1(name), shown(help), QString::fromLatin1(value), QString::fromLatin1(standard)});
    };
    add("store", QT_TRANSLATE_NOOP("CommandLine", "folder of the sessions"), "DIR");
    add("theme", QT_TRANSLATE_NOOP("CommandLine", "light or dark; else as the desktop"), "NAME");
    add("demo", QT_TRANSLATE_NOOP("CommandLine", "start the demo: a search of at most three minutes"));
    add("screenshot", QT_TRANSLATE_NOOP("CommandLine", "save a picture of the window and quit"), "FILE");
    add("bench", QT_TRANSLATE_NOOP("CommandLine", "canvas: measure drawing"), "WHAT");
    add("nodes", QT_TRANSLATE_NOOP("CommandLine", "size of the benchmark's tree"), "N", "100000");
    add("json", QT_TRANSLATE_NOOP("CommandLine", "print the benchmark as JSON"));
}

int bench(const QCommandLineParser& parser)
{
    bool ok = false;
    const int nodes = parser.value(QStringLiteral("nodes")).toInt(&ok);
    if (parser.value(QStringLiteral("bench")) != QLatin1String("canvas") || !ok || nodes < 1 || nodes > 5'000'000) {
        std::fprintf(stderr,
                     "espalier-gui: the usage is: espalier-gui --bench canvas --nodes N --json, N up to 5000000.\n");
        return 2;
    }
    std::printf("%s\n", espalier::benchCanvas(nodes).c_str());
    return 0;
}

/// Half a second after the session is shown its details have arrived and the charts are drawn.
void saveWhenShown(espalier::GuiApplication& application, const QString& file)
{
    constexpr int kSettleMs = 1500;
    QObject::connect(&application, &espalier::GuiApplication::sessionShown, &application, [&application, file] {
        QTimer::singleShot(kSettleMs, &application, [&application, file] {
            const bool saved = application.window().grab().save(file);
            if (!saved) {
                std::fprintf(stderr, "espalier-gui: the picture could not be written to %s.\n", qPrintable(file));
            }
            QApplication::exit(saved ? 0 : 3);
        });
    });
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("espalier-gui"));
    QApplication::setApplicationDisplayName(QStringLiteral("Espalier"));
    QApplication::setApplicationVersion(QStringLiteral(ESPALIER_VERSION));
    espalier::speak(application, QLocale());
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    const QString theme = parser.value(QStringLiteral("theme"));
    espalier::applyTheme(application, theme.isEmpty() ? qEnvironmentVariable("ESPALIER_THEME") : theme);
    if (parser.isSet(QStringLiteral("bench"))) {
        return bench(parser);
    }
    const QString folder = parser.value(QStringLiteral("store"));
    const std::filesystem::path store =
        folder.isEmpty() ? espalier::defaultStoreFolder() : std::filesystem::path(folder.toStdString());
    espalier::GuiApplication gui(store, std::make_unique<espalier::RunnerLauncher>(store));
    if (parser.isSet(QStringLiteral("screenshot"))) {
        saveWhenShown(gui, parser.value(QStringLiteral("screenshot")));
    }
    gui.window().show();
    gui.open(parser.positionalArguments().value(0));
    if (parser.isSet(QStringLiteral("demo"))) {
        gui.demo();
    }
    return QApplication::exec();
}
