#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace espalier {

/// One page of the manual, read by whoever opens the window.
struct HelpPage
{
    QString title;
    QString markdown;
};

/// The manual: its pages at the left, the text at the right.
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    explicit HelpWindow(const std::vector<HelpPage>& pages, QWidget* parent = nullptr);

private:
    QListWidget* m_list;
    QTextBrowser* m_text;
};

} // namespace espalier
