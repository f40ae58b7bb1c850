#include "app/gui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace espalier {
namespace {

void install(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto* words = new QTranslator(&application);
    if (words->load(locale, name, QStringLiteral("_"), folder)) {
        QCoreApplication::installTranslator(words);
    } else {
        delete words;
    }
}

} // namespace

void speak(QCoreApplication& application, const QLocale& locale)
{
    const QString ours = QStringLiteral(":/translations");
    // The last one installed is asked first.
    install(application, QLocale(QLocale::English), QStringLiteral("espalier"), ours);
    install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, locale, QStringLiteral("espalier"), ours);
}

} // namespace espalier
