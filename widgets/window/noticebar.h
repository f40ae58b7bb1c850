#pragma once

#include <QWidget>

class QLabel;

namespace espalier {

/// A sentence across the window that stays until it is dismissed: for what must not be missed, such as settings that
/// could not be read. Hidden while there is nothing to say.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);
    void say(const QString& sentence);
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
};

} // namespace espalier
