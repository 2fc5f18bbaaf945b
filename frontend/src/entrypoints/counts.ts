/** Every other page of somebody who is signed in: the counts of what is unread. */
import { keepCounts } from "../live/counts";

keepCounts();
