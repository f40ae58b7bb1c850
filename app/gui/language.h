#pragma once

class QCoreApplication;
class QLocale;

namespace espalier {

/// Installs the window's words in the locale's language where the program has them (translations/), English plurals
/// where it has not, and the words of Qt's own dialogs where they are installed. Before the first widget; GUI thread.
void speak(QCoreApplication& application, const QLocale& locale);

} // namespace espalier
